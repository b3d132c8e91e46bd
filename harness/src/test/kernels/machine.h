/* The virtual machine a kernel finds itself in: events and time. */
#ifndef MACHINE_H
#define MACHINE_H

#include "xen.h"

void machine_init(const struct start_info *info);
void forget_event(u32 port);
void sleep_seconds(u32 seconds);
_Noreturn void sleep_forever(void);

#endif
