/* Lines on COM1 and on port 0xe9, where Xen and QEMU may listen, and the end of a machine that can't go on. */
#include "stub.h"

enum { COM1 = 0x3f8, LINE_STATUS = COM1 + 5, MAY_SEND = 0x20, DEBUG_PORT = 0xe9 };
enum { XEN_LEAVES = 0x40000000, LAST_XEN_LEAVES = 0x40010000, HYPERVISOR_PRESENT = 1u << 31 };
enum { SCHED_OP = 29, SHUTDOWN = 2, CRASH = 3 };

static char hypercall_space[2 * PAGE]; /* one page of it, as a page's alignment would fill up the file */

static void out8(u16 port, u8 value)
{
    asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static u8 in8(u16 port)
{
    u8 value;
    asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void put_char(char c)
{
    out8(DEBUG_PORT, c);
    /* a port that is not there must not stop the boot */
    for (u32 patience = 100000; !(in8(LINE_STATUS) & MAY_SEND) && patience; patience--)
        ;
    out8(COM1, c);
}

void put(const char *text)
{
    for (; *text; text++) {
        if (*text == '\n')
            put_char('\r');
        put_char(*text);
    }
}

void put_number(u32 number)
{
    if (number >= 10)
        put_number(number / 10);
    put_char('0' + number % 10);
}

void put_address(u64 address)
{
    int shift = 60;
    while (shift && !(address >> shift))
        shift -= 4;
    put("0x");
    for (; shift >= 0; shift -= 4)
        put_char("0123456789abcdef"[address >> shift & 15]);
}

static void cpuid(u32 leaf, u32 result[4])
{
    asm volatile("cpuid" : "=a"(result[0]), "=b"(result[1]), "=c"(result[2]), "=d"(result[3]) : "0"(leaf), "2"(0));
}

/* Returns the first of Xen's leaves of CPUID, or 0 if there are none. */
static u32 xen_leaves(void)
{
    u32 r[4];

    cpuid(1, r);
    if (!(r[2] & HYPERVISOR_PRESENT))
        return 0;
    for (u32 leaf = XEN_LEAVES; leaf < LAST_XEN_LEAVES; leaf += 0x100) {
        cpuid(leaf, r);
        if (r[1] == 0x566e6558 && r[2] == 0x65584d4d && r[3] == 0x4d4d566e) /* XenVMMXenVMM */
            return leaf;
    }
    return 0;
}

int on_xen(void)
{
    return xen_leaves() != 0;
}

/* Under Xen a triple fault would be a reboot, and the same again. */
static void crash_on_xen(void)
{
    u32 r[4], reason = CRASH, leaves = xen_leaves();
    u32 hypercalls = ((u32)hypercall_space + PAGE - 1) & -PAGE;

    if (!leaves)
        return;
    cpuid(leaves + 2, r); /* the register that takes the hypercall page's address */
    asm volatile("wrmsr" : : "c"(r[1]), "a"(hypercalls), "d"(0) : "memory");
    u32 operation = SHUTDOWN, result;
    const u32 *argument = &reason;
    asm volatile("call *%3"
                 : "=a"(result), "+b"(operation), "+c"(argument)
                 : "r"(hypercalls + SCHED_OP * 32)
                 : "memory");
}

static _Noreturn void end(void)
{
    put("\n");
    crash_on_xen();
    triple_fault();
}

_Noreturn void refuse(const char *why)
{
    put("pvh-stub: ");
    put(why);
    end();
}

_Noreturn void refuse_at(const char *why, u64 from, u64 to)
{
    put("pvh-stub: ");
    put(why);
    put(" ");
    put_address(from);
    put("-");
    put_address(to - 1);
    end();
}
