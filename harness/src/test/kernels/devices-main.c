/* Uses the timer, the first disk and the first network interface of a PV guest. */
#include "console.h"
#include "devices.h"
#include "machine.h"

#define HYPERCALL_SET_TIMER_OP 15
#define HYPERCALL_VCPU_OP 24
#define VCPUOP_STOP_PERIODIC_TIMER 7
#define VCPUOP_SET_SINGLESHOT_TIMER 8
#define TENTH 100000000UL

struct singleshot_timer {
    u64 time;
    u32 flags;
};

/* Returns what follows "ip=" on the command line, or an address that QEMU's network gives. */
static const char *address_in(const char *line)
{
    for (; *line; line++)
        if (line[0] == 'i' && line[1] == 'p' && line[2] == '=')
            return line + 3;
    return "10.0.2.15";
}

/* Mini-OS set its timer by the first call, Linux by the second. */
static void set_timer(int tick, u64 time)
{
    struct singleshot_timer timer = { time, 0 };
    if (tick % 2)
        insist(hypercall(HYPERCALL_SET_TIMER_OP, time, 0, 0, 0));
    else
        insist(hypercall(HYPERCALL_VCPU_OP, VCPUOP_SET_SINGLESHOT_TIMER, 0, (u64)&timer, 0));
}

static void tick(void)
{
    insist(hypercall(HYPERCALL_VCPU_OP, VCPUOP_STOP_PERIODIC_TIMER, 0, 0, 0));
    u32 port = timer_event();
    for (int i = 1; i <= 4; i++) {
        u64 time = now() + TENTH;
        for (;;) { /* an event may be a late one of before */
            forget_event(port);
            if (now() >= time)
                break;
            set_timer(i, time);
            poll(&port, 1, 0); /* only the timer ends this */
        }
        put("timer: tick ");
        put_decimal(i);
        put("\n");
    }
}

_Noreturn void kernel_main(const struct start_info *info)
{
    machine_init(info);
    console_init(info);
    put("magic: ");
    put(info->magic);
    put("\ncmdline: ");
    put(info->cmd_line);
    put("\n");
    devices_init(info);
    store_init(info);
    tick();
    read_disk();
    int serves = start_network(address_in(info->cmd_line));
    put("READY\n");
    console_flush();
    if (serves)
        serve_network();
    shut_down(SHUTDOWN_POWEROFF);
}
