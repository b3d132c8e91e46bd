#ifndef SHA256_H
#define SHA256_H

#include "types.h"

void sha256(const u8 *data, u64 length, u8 digest[32]);

#endif
