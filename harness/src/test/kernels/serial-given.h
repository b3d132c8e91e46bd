/* What a loader handed over, told alike for multiboot 1, multiboot 2 and PVH. */
#ifndef SERIAL_GIVEN_H
#define SERIAL_GIVEN_H

#include "types.h"

enum { MOST_MODULES = 16 };

struct given {
    const char *by;
    const char *command_line;
    u32 upper; /* KiB from 1 MiB on, 0 if it is not told */
    u64 above; /* bytes of RAM from 4 GiB on */
    int has_rsdp;
    const char *odd; /* what of the processor's state is not as the protocol has it, if that was looked at */
    u32 modules;
    struct {
        const u8 *start, *end;
        const char *arguments;
    } module[MOST_MODULES];
};

/* Does all that this program does, and may come back. */
void run(const struct given *given);
void triple_fault(void);

/* Counts a range of RAM from a memory map. */
static inline void add_ram(struct given *given, u64 start, u64 size)
{
    const u64 border = 1ull << 32;
    if (start + size > border)
        given->above += start < border ? start + size - border : size;
    if (start <= 0x100000 && start + size > 0x100000)
        given->upper = ((start + size < border ? start + size : border) - 0x100000) >> 10;
}

#endif
