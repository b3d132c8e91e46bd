#include "console.h"
#include "hypercall.h"
#include "machine.h"

/* Only an address, like the shared page: mapping by frame works wherever a loader put the console's page. */
static volatile union {
    struct console_ring ring;
    char page[PAGE_SIZE];
} shared __attribute__((aligned(PAGE_SIZE)));
static u32 console_port;

void console_init(const struct start_info *info)
{
    console_port = info->console_evtchn;
    map_page(&shared, info->console_mfn * PAGE_SIZE | PTE_DATA);
}

/* The reader sends an event whenever it has taken something out. */
static void wait_until_unread_at_most(u32 bytes)
{
    send_event(console_port);
    for (;;) {
        forget_event(console_port);
        if (shared.ring.out_prod - shared.ring.out_cons <= bytes)
            return;
        poll(&console_port, 1, 0);
    }
}

void console_flush(void)
{
    wait_until_unread_at_most(0);
}

static void put_char(char c)
{
    if (shared.ring.out_prod - shared.ring.out_cons == sizeof shared.ring.out)
        wait_until_unread_at_most(sizeof shared.ring.out - 1);
    shared.ring.out[shared.ring.out_prod % sizeof shared.ring.out] = c;
    asm volatile("" : : : "memory"); /* x86 keeps the order of stores, the compiler has to be told */
    shared.ring.out_prod++;
    if (c == '\n')
        send_event(console_port);
}

char get(void)
{
    for (;;) {
        forget_event(console_port);
        if (shared.ring.in_prod != shared.ring.in_cons)
            break;
        send_event(console_port); /* there is room again, and perhaps something to read */
        poll(&console_port, 1, 0);
    }
    char c = shared.ring.in[shared.ring.in_cons % sizeof shared.ring.in];
    asm volatile("" : : : "memory");
    shared.ring.in_cons++;
    return c;
}

void put(const char *text)
{
    while (*text)
        put_char(*text++);
}

void put_decimal(u64 number)
{
    if (number >= 10)
        put_decimal(number / 10);
    put_char('0' + number % 10);
}

void put_hex(u64 number)
{
    if (number >= 16)
        put_hex(number / 16);
    put_char("0123456789abcdef"[number % 16]);
}

void put_hex_byte(u8 byte)
{
    put_hex(byte >> 4);
    put_hex(byte & 15);
}
