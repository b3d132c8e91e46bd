#include "machine.h"
#include "hypercall.h"

/* Only an address: the page that the loader put here is replaced by the one that Xen shares with us. */
static volatile union {
    struct shared_info info;
    char page[PAGE_SIZE];
} shared __attribute__((aligned(PAGE_SIZE)));

void machine_init(const struct start_info *info)
{
    map_page(&shared, info->shared_info | PTE_DATA);
    /* There is no handler to call. */
    shared.info.vcpu_info[0].evtchn_upcall_mask = 1;
}

/* To be called before looking at what the event would announce, or a poll might sleep through it. */
void forget_event(u32 port)
{
    asm volatile("lock btrq %1, %0" : "+m"(shared.info.evtchn_pending[port / 64]) : "r"((u64)port % 64) : "cc", "memory");
}

static u64 nanoseconds(void)
{
    const volatile struct vcpu_time_info *time = &shared.info.vcpu_info[0].time;
    u32 version;
    u64 result;

    do { /* Xen makes the version odd while it writes */
        u32 low, high;
        version = time->version & ~1u;
        asm volatile("lfence; rdtsc" : "=a"(low), "=d"(high) : : "memory");
        u64 ticks = ((u64)high << 32 | low) - time->tsc_timestamp;
        ticks = time->tsc_shift < 0 ? ticks >> -time->tsc_shift : ticks << time->tsc_shift;
        result = time->system_time + (u64)((unsigned __int128)ticks * time->tsc_to_system_mul >> 32);
    } while (time->version != version);
    return result;
}

#ifdef DEVICES
u64 now(void)
{
    return nanoseconds();
}
#endif

void sleep_seconds(u32 seconds)
{
    u64 end = nanoseconds() + seconds * 1000000000UL;
    while (nanoseconds() < end)
        poll(0, 0, end);
}

_Noreturn void sleep_forever(void)
{
    for (;;)
        poll(0, 0, 0);
}
