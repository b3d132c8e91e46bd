#ifndef HYPERCALL_H
#define HYPERCALL_H

#include "xen.h"

/* Filled in by whoever loads the kernel: one 32 byte stub for each hypercall. */
extern char hypercall_page[];

#define HYPERCALL_MMU_UPDATE 1
#define HYPERCALL_UPDATE_VA_MAPPING 14
#define HYPERCALL_SCHED_OP 29
#define HYPERCALL_EVENT_CHANNEL_OP 32

#define UVMF_INVLPG 2
#define DOMID_SELF 0x7ff0
#define EVTCHNOP_SEND 4
#define SCHEDOP_SHUTDOWN 2
#define SCHEDOP_POLL 3

enum shutdown_reason { SHUTDOWN_POWEROFF = 0, SHUTDOWN_REBOOT = 1, SHUTDOWN_CRASH = 3 };

struct sched_poll {
    const u32 *ports;
    u32 nr_ports;
    u64 timeout; /* system time in nanoseconds; 0: none */
};

struct mmu_update {
    u64 ptr; /* machine address of the entry */
    u64 val;
};

static inline long hypercall(u64 number, u64 arg1, u64 arg2, u64 arg3, u64 arg4)
{
    const char *stub = hypercall_page + number * 32;
    long result;
    register u64 fourth asm("r10") = arg4;

    asm volatile("call *%[stub]"
                 : "=a"(result), [stub] "+b"(stub), "+D"(arg1), "+S"(arg2), "+d"(arg3), "+r"(fourth)
                 :
                 : "rcx", "r8", "r9", "r11", "memory");
    return result;
}

static inline _Noreturn void shut_down(enum shutdown_reason reason)
{
    u32 argument = reason;
    for (;;)
        hypercall(HYPERCALL_SCHED_OP, SCHEDOP_SHUTDOWN, (u64)&argument, 0, 0);
}

/* A kernel that is refused something by Xen has nothing left to say it with. */
static inline void insist(long result)
{
    if (result < 0)
        shut_down(SHUTDOWN_CRASH);
}

/* Puts an entry into the page table for one of the kernel's own pages. */
#ifdef PVH
void map_page(const volatile void *where, u64 entry);
#else
static inline void map_page(const volatile void *where, u64 entry)
{
    insist(hypercall(HYPERCALL_UPDATE_VA_MAPPING, (u64)where, entry, UVMF_INVLPG, 0));
}
#endif

static inline void send_event(u32 port)
{
    hypercall(HYPERCALL_EVENT_CHANNEL_OP, EVTCHNOP_SEND, (u64)&port, 0, 0);
}

/* Sleeps until an event arrives at one of the ports or the time has come. Needs no event handler. */
static inline void poll(const u32 *ports, u32 nr_ports, u64 timeout)
{
    struct sched_poll argument = { ports, nr_ports, timeout };
    hypercall(HYPERCALL_SCHED_OP, SCHEDOP_POLL, (u64)&argument, 0, 0);
}

#endif
