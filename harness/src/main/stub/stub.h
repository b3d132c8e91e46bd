/* What the parts of the stub share. All addresses are physical: there is no paging. */
#ifndef STUB_H
#define STUB_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define PAGE 4096u

/* serial.c: the lines that a user sees, and the end */
void put(const char *text);
void put_number(u32 number);
void put_address(u64 address);
/* Whether there is Xen underneath. */
int on_xen(void);
/* Ends the machine as crashed, after a line. */
_Noreturn void refuse(const char *why);
_Noreturn void refuse_at(const char *why, u64 from, u64 to);

/* memory.c: which memory there is, and which of it is taken */
struct range {
    u64 start, end; /* the first byte, and the one after the last */
};

enum { RAM = 1 };

struct region { /* as in hvm_start_info's memory map, and in a BIOS's */
    u64 start, size;
    u32 type, reserved;
};

enum { MOST_REGIONS = 128 };

extern struct region regions[MOST_REGIONS];
extern u32 region_count;

void add_region(u64 start, u64 size, u32 type);
int is_ram(struct range wanted);
void take(u64 start, u64 size);
int overlaps(struct range a, struct range b);
/* Takes the lowest free pages at or above an address, or else above 1 MiB. */
u32 take_free(u64 least, u32 size);
void copy(void *to, const void *from, u32 size);

/* elf.c: what the kernel's file says */
struct step { /* 0 bytes of each end a list of them */
    u32 to, from, copied, zeroed;
};

enum { MOST_SEGMENTS = 32 };

struct kernel {
    u32 entry, count;
    struct step steps[MOST_SEGMENTS + 1]; /* "from" counts from the file's start */
};

void read_kernel(const u8 *file, u32 size, struct kernel *kernel);

/* start.S */
_Noreturn void triple_fault(void);
extern char stub_start[], stub_end[];
extern char leap_start[], leap_end[]; /* can run anywhere */
_Noreturn void enter(const struct step *steps, u32 information, u32 entry, const void *descriptors, u32 leap);

#endif
