/*
 * Maps and takes possession of all memory before anything is printed, with the belief that Mini-OS held until 2018:
 * of the page tables it is given, all but three (one table of each upper level) are L1 tables, and these map memory
 * from 0 without a gap. It is true of domains built by libxl and by PV-GRUB. GRUB 2 adds an L1 table of its own that
 * maps one page behind the end, so the kernel leaves out 2 MiB that nobody has mapped and faults when it gets there.
 */
#include "hypercall.h"

#define ENTRIES 512UL
#define TABLES_ABOVE_L1 3

static const u64 *mfn_list;
static u64 next_free_page; /* virtual and (pseudo-)physical addresses are the same in this kernel */

static u64 machine_address(const void *address)
{
    u64 pseudo_physical = (u64)address;
    return mfn_list[pseudo_physical / PAGE_SIZE] * PAGE_SIZE + pseudo_physical % PAGE_SIZE;
}

static const u64 *table_behind(u64 entry)
{
    return (const u64 *)(MACHINE_TO_PHYS[(entry & PTE_MACHINE_ADDRESS) / PAGE_SIZE] * PAGE_SIZE);
}

static void update_entries(const struct mmu_update *updates, u64 count)
{
    insist(hypercall(HYPERCALL_MMU_UPDATE, (u64)updates, count, 0, DOMID_SELF));
}

static void add_table(const u64 *entry)
{
    u64 *table = (u64 *)(next_free_page++ * PAGE_SIZE);
    for (u64 i = 0; i < ENTRIES; i++)
        table[i] = 0;
    /* Xen takes no page for a table that the guest could write to. */
    map_page(table, machine_address(table) | PTE_READ_ONLY_DATA);
    struct mmu_update update = { machine_address(entry), machine_address(table) | PTE_TABLE };
    update_entries(&update, 1);
}

static const u64 *l1_table_for(const struct start_info *info, u64 page)
{
    const u64 *table = (const u64 *)info->pt_base;
    for (int shift = 27; shift > 0; shift -= 9) {
        const u64 *entry = &table[page >> shift & (ENTRIES - 1)];
        if (!(*entry & PTE_PRESENT))
            add_table(entry);
        table = table_behind(*entry);
    }
    return table;
}

void map_all_memory(const struct start_info *info)
{
    static struct mmu_update updates[ENTRIES];
    u64 page = (info->nr_pt_frames - TABLES_ABOVE_L1) * ENTRIES;

    mfn_list = (const u64 *)info->mfn_list;
    next_free_page = info->pt_base / PAGE_SIZE + info->nr_pt_frames;
    while (page < info->nr_pages) {
        const u64 *l1_table = l1_table_for(info, page);
        u64 count = 0;
        for (; count < ENTRIES && page < info->nr_pages; count++, page++) {
            updates[count].ptr = machine_address(&l1_table[count]);
            updates[count].val = mfn_list[page] * PAGE_SIZE | PTE_DATA;
        }
        update_entries(updates, count);
    }

    /* Every free page holds the address of the one before, as in any allocator that keeps its list in the pages. */
    u64 last_free = 0;
    for (u64 free = next_free_page; free < info->nr_pages; free++) {
        *(volatile u64 *)(free * PAGE_SIZE) = last_free;
        last_free = free * PAGE_SIZE;
    }
}
