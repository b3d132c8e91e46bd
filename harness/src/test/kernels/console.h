/* The PV console. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include "xen.h"

void console_init(const struct start_info *info);
void put(const char *text);
void put_decimal(u64 number);
void put_hex(u64 number);
void put_hex_byte(u8 byte);
/* Waits until everything has been read: what is in the ring when a domain ends may be lost. */
void console_flush(void);
/* Waits for a byte to be typed. */
char get(void);

#endif
