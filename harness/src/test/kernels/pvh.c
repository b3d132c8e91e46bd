/*
 * What a PVH guest is given, told as a PV guest is told it, so that all that follows is the same. Physical and machine
 * addresses are one here.
 */
#include "hypercall.h"
#include "modules.h"

#define HYPERCALL_MEMORY_OP 12
#define HYPERCALL_HVM_OP 34
#define XENMEM_ADD_TO_PHYSMAP 7
#define XENMAPSPACE_SHARED_INFO 0
#define HVMOP_GET_PARAM 1
#define HVM_PARAM_CONSOLE_PFN 17
#define HVM_PARAM_CONSOLE_EVTCHN 18

struct hvm_module {
    u64 paddr, size, cmdline_paddr, reserved;
};

struct hvm_range {
    u64 addr, size;
    u32 type, reserved;
};

struct hvm_start_info {
    u32 magic, version, flags, nr_modules;
    u64 modlist_paddr, cmdline_paddr, rsdp_paddr, memmap_paddr;
    u32 memmap_entries, reserved;
};

struct add_to_physmap {
    unsigned short domain, size;
    u32 space;
    u64 index, frame;
};

struct hvm_param {
    unsigned short domain, pad;
    u32 index;
    u64 value;
};

extern u64 low_pages[512];
static char shared_info[PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));
static struct start_info told;
static const struct hvm_start_info *given;

_Noreturn void kernel_main(const struct start_info *info);

void map_page(const volatile void *where, u64 entry)
{
    low_pages[(u64)where / PAGE_SIZE] = entry;
    asm volatile("invlpg (%0)" : : "r"(where) : "memory");
}

static u64 parameter(u32 index)
{
    struct hvm_param argument = { DOMID_SELF, 0, index, 0 };
    insist(hypercall(HYPERCALL_HVM_OP, HVMOP_GET_PARAM, (u64)&argument, 0, 0));
    return argument.value;
}

static void copy(char *to, const char *from, u64 size)
{
    while (--size && *from)
        *to++ = *from++;
    *to = 0;
}

static u64 usable_pages(const struct hvm_start_info *info)
{
    const struct hvm_range *range = (const struct hvm_range *)info->memmap_paddr;
    u64 pages = 0;
    for (u32 i = 0; i < info->memmap_entries; i++)
        if (range[i].type == 1)
            pages += range[i].size / PAGE_SIZE;
    return pages;
}

_Noreturn void pvh_main(const struct hvm_start_info *info)
{
    struct add_to_physmap shared = { DOMID_SELF, 0, XENMAPSPACE_SHARED_INFO, 0, (u64)shared_info / PAGE_SIZE };

    insist(hypercall(HYPERCALL_MEMORY_OP, XENMEM_ADD_TO_PHYSMAP, (u64)&shared, 0, 0));
    copy(told.magic, "pvh", sizeof told.magic);
    if (info->cmdline_paddr)
        copy(told.cmd_line, (const char *)info->cmdline_paddr, sizeof told.cmd_line);
    given = info;
    told.nr_pages = usable_pages(info);
    told.shared_info = (u64)shared_info;
    told.console_mfn = parameter(HVM_PARAM_CONSOLE_PFN);
    told.console_evtchn = parameter(HVM_PARAM_CONSOLE_EVTCHN);
    if (info->nr_modules) {
        const struct hvm_module *first = (const struct hvm_module *)info->modlist_paddr;
        told.mod_start = first->paddr;
        told.mod_len = first->size;
    }
    kernel_main(&told);
}

static u64 bytes_above_4_gib(void)
{
    const struct hvm_range *range = (const struct hvm_range *)given->memmap_paddr;
    const u64 border = 1UL << 32;
    u64 bytes = 0;
    for (u32 i = 0; i < given->memmap_entries; i++, range++)
        if (range->type == 1 && range->addr + range->size > border)
            bytes += range->addr < border ? range->addr + range->size - border : range->size;
    return bytes;
}

static void print_module(u32 index, const struct hvm_module *module)
{
    put("module ");
    put_decimal(index);
    put(": ");
    put_blob((const u8 *)module->paddr, module->size);
    if (module->cmdline_paddr && *(const char *)module->cmdline_paddr) {
        put(" ");
        put((const char *)module->cmdline_paddr);
    }
    put("\n");
}

/* One module without words may be a ramdisk that Xen's tools put there, so it is told as in a PV guest. */
void print_modules(const struct start_info *info)
{
    const struct hvm_module *module = (const struct hvm_module *)given->modlist_paddr;

    if (given->nr_modules == 1 && !(module->cmdline_paddr && *(const char *)module->cmdline_paddr)) {
        put("ramdisk: ");
        put_blob((const u8 *)info->mod_start, info->mod_len);
        put("\n");
    } else if (given->nr_modules) {
        for (u32 i = 0; i < given->nr_modules; i++, module++)
            print_module(i, module);
    } else {
        put("modules: none\n");
    }
    put("memory above 4 GiB: ");
    put_decimal(bytes_above_4_gib() >> 20);
    put(" MiB\nrsdp: ");
    put(given->rsdp_paddr ? "there\n" : "not told\n");
}
