/* Numbers of one size in 32 and 64 bit programs. */
#ifndef TYPES_H
#define TYPES_H

typedef __UINT8_TYPE__ u8;
typedef __UINT16_TYPE__ u16;
typedef __UINT32_TYPE__ u32;
typedef __UINT64_TYPE__ u64;

#endif
