/*
 * The little of the Xen PV interface (x86-64) that these kernels use, written down from the documented ABI.
 * Names follow Xen's own where there is one, so that a reader can look them up.
 */
#ifndef XEN_H
#define XEN_H

#include "types.h"

#define PAGE_SIZE 4096UL

/* Page table entry bits. Accessed and dirty are set beforehand so that the processor need not do it. */
#define PTE_PRESENT 0x001UL
#define PTE_WRITABLE 0x002UL
#define PTE_USER 0x004UL
#define PTE_ACCESSED 0x020UL
#define PTE_DIRTY 0x040UL
#define PTE_DATA (PTE_PRESENT | PTE_WRITABLE | PTE_USER | PTE_ACCESSED | PTE_DIRTY)
#define PTE_READ_ONLY_DATA (PTE_DATA & ~PTE_WRITABLE)
#define PTE_TABLE PTE_DATA
#define PTE_MACHINE_ADDRESS 0x000ffffffffff000UL

struct start_info {
    char magic[32];
    u64 nr_pages;
    u64 shared_info; /* machine address */
    u32 flags;
    u64 store_mfn;
    u32 store_evtchn;
    u64 console_mfn;
    u32 console_evtchn;
    u64 pt_base; /* virtual address */
    u64 nr_pt_frames;
    u64 mfn_list; /* virtual address */
    u64 mod_start;
    u64 mod_len;
    char cmd_line[1024];
};

#define SIF_MULTIBOOT_MOD 0x4
#define SIF_MOD_START_PFN 0x8

/* Offsets are from the list itself, which is what start_info.mod_start points to. A zero mod_start ends the list. */
struct multiboot_module {
    u32 mod_start;
    u32 mod_end;
    u32 cmdline;
    u32 pad;
};

struct vcpu_time_info {
    u32 version;
    u32 pad0;
    u64 tsc_timestamp;
    u64 system_time; /* nanoseconds */
    u32 tsc_to_system_mul;
    signed char tsc_shift;
    u8 flags;
    u8 pad1[2];
};

struct vcpu_info {
    u8 evtchn_upcall_pending;
    u8 evtchn_upcall_mask;
    u64 evtchn_pending_sel;
    u64 cr2;
    u64 pad;
    struct vcpu_time_info time;
};

struct shared_info {
    struct vcpu_info vcpu_info[32];
    u64 evtchn_pending[64];
    u64 evtchn_mask[64];
};

struct console_ring {
    char in[1024];
    char out[2048];
    u32 in_cons, in_prod;
    u32 out_cons, out_prod;
};

_Static_assert(__builtin_offsetof(struct start_info, cmd_line) == 128, "start_info");
_Static_assert(sizeof(struct vcpu_info) == 64, "vcpu_info");
_Static_assert(__builtin_offsetof(struct shared_info, evtchn_pending) == 2048, "shared_info");
_Static_assert(__builtin_offsetof(struct console_ring, out_prod) == 3084, "console_ring");

/* The table from machine frame to page number that Xen maps, read-only, into every PV guest. */
#define MACHINE_TO_PHYS ((const u64 *)0xffff800000000000UL)

#endif
