/* Modules and ramdisks, as lines. */
#ifndef MODULES_H
#define MODULES_H

#include "console.h"
#include "sha256.h"

static inline void put_blob(const u8 *data, u64 size)
{
    u8 digest[32];
    sha256(data, size, digest);
    put_decimal(size);
    put(" bytes sha256=");
    for (int i = 0; i < 32; i++)
        put_hex_byte(digest[i]);
}

#ifdef PVH
/* It can tell more than there is in a start info. */
void print_modules(const struct start_info *info);
#endif

#endif
