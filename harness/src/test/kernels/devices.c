#include "devices.h"
#include "console.h"

#define HYPERCALL_GRANT_TABLE_OP 20
#define GNTTABOP_SETUP_TABLE 2
#define EVTCHNOP_BIND_VIRQ 1
#define EVTCHNOP_ALLOC_UNBOUND 6
#define VIRQ_TIMER 0
#define FIRST_REFERENCE 8 /* those before it are Xen's tools' own */
#define PERMIT_ACCESS 1
#define READ_ONLY 4

struct grant_entry {
    unsigned short flags, domain;
    u32 frame;
};

struct setup_table {
    unsigned short domain;
    u32 frames;
    short status;
    u64 *list;
};

struct bind_virq {
    u32 virq, vcpu, port;
};

struct alloc_unbound {
    unsigned short domain, remote;
    u32 port;
};

static volatile union {
    struct grant_entry entry[PAGE_SIZE / sizeof(struct grant_entry)];
    char page[PAGE_SIZE];
} table PAGE_OF_ITS_OWN;
static u32 next_reference = FIRST_REFERENCE;
static const u64 *frames;

void give_up(const char *why)
{
    put("failed: ");
    put(why);
    put("\n");
    console_flush();
    shut_down(SHUTDOWN_CRASH);
}

void insist_that(int holds, const char *why)
{
    if (!holds)
        give_up(why);
}

void devices_init(const struct start_info *info)
{
    u64 frame = 0;
    struct setup_table setup = { DOMID_SELF, 1, 0, &frame };

    frames = (const u64 *)info->mfn_list;
    insist_that(!hypercall(HYPERCALL_GRANT_TABLE_OP, GNTTABOP_SETUP_TABLE, (u64)&setup, 1, 0) && !setup.status,
                "there is no grant table");
    map_page(&table, frame * PAGE_SIZE | PTE_DATA);
}

u32 timer_event(void)
{
    struct bind_virq bind = { VIRQ_TIMER, 0, 0 };
    insist_that(!hypercall(HYPERCALL_EVENT_CHANNEL_OP, EVTCHNOP_BIND_VIRQ, (u64)&bind, 0, 0), "there is no timer");
    return bind.port;
}

u32 event_from(u32 domain)
{
    struct alloc_unbound alloc = { DOMID_SELF, domain, 0 };
    insist_that(!hypercall(HYPERCALL_EVENT_CHANNEL_OP, EVTCHNOP_ALLOC_UNBOUND, (u64)&alloc, 0, 0),
                "there is no event channel");
    return alloc.port;
}

u32 grant(u32 domain, const volatile void *page, int read_only)
{
    volatile struct grant_entry *entry = &table.entry[next_reference];
    insist_that(next_reference < sizeof table / sizeof *entry, "the grant table is full");
    entry->domain = domain;
    entry->frame = frames[((u64)page - VIRT_BASE) / PAGE_SIZE];
    asm volatile("" : : : "memory");
    entry->flags = PERMIT_ACCESS | (read_only ? READ_ONLY : 0);
    return next_reference++;
}
