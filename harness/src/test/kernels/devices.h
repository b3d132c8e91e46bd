/* What a driver in a PV guest stands on: events, shared pages, Xen's store and the other half of the driver. */
#ifndef DEVICES_H
#define DEVICES_H

#include "hypercall.h"
#include "xen.h"

#define PAGE_OF_ITS_OWN __attribute__((aligned(PAGE_SIZE)))

enum { XENBUS_INITIALISED = 3, XENBUS_CONNECTED = 4 };

/* devices.c */
void devices_init(const struct start_info *info);
/* System time in nanoseconds. */
u64 now(void);
void forget_event(u32 port);
/* Says why on the console and ends as crashed. */
_Noreturn void give_up(const char *why);
void insist_that(int holds, const char *why);
u32 timer_event(void);
u32 event_from(u32 domain);
/* Lets a domain at a page of the kernel's own; returns the reference for it. */
u32 grant(u32 domain, const volatile void *page, int read_only);

/* store.c: what is read stays until the next reading */
void store_init(const struct start_info *info);
const char *store_read(const char *folder, const char *key); /* nothing if it is not there */
void store_write(const char *folder, const char *key, const char *value);
void store_write_number(const char *folder, const char *key, u64 number);
u64 store_number(const char *folder, const char *key);
/* Puts the path of the first device of a kind; returns whether there is one. */
int find_device(const char *kind, char path[64]);
void wait_for_backend(const char *device, u32 state);

/* disk.c, network.c: each prints lines */
void read_disk(void);
int start_network(const char *address);
_Noreturn void serve_network(void);

#endif
