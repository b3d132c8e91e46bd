/* What Xen, or whoever does as Xen, hands over to a PVH kernel. */
#include "ports.h"
#include "serial-given.h"

enum { MAGIC = 0x336ec578, RAM = 1 };

struct module {
    u64 address, size, arguments, reserved;
};

struct range {
    u64 address, size;
    u32 type, reserved;
};

struct information {
    u32 magic, version, flags, modules;
    u64 module, command_line, rsdp, map;
    u32 map_entries, reserved;
};

/* The protocol wants protected mode and nothing else, no interrupts, flat segments and a task of 0x68 bytes. */
static const char *odd_state(void)
{
    u32 cr0, cr4, flags, task, code_limit, data_limit, task_limit;

    __asm__("mov %%cr0, %0; mov %%cr4, %1; pushf; pop %2" : "=r"(cr0), "=r"(cr4), "=r"(flags));
    __asm__("str %0; lsl %0, %1; mov %%cs, %2; lsl %2, %2; mov %%ss, %3; lsl %3, %3"
            : "=&r"(task), "=&r"(task_limit), "=&r"(code_limit), "=&r"(data_limit));
    if (cr0 != 0x11 || cr4)
        return "control registers";
    if (flags & 0x20300)
        return "flags";
    if (code_limit != ~0u || data_limit != ~0u)
        return "segments";
    if (!task || task_limit != 0x67)
        return "task";
    if (in8(0x21) != 0xff || in8(0xa1) != 0xff)
        return "interrupt controllers not masked";
    return "as PVH has it";
}

void run_by_pvh(const struct information *from)
{
    static struct given given;
    given.by = from->magic == MAGIC && from->version == 1 ? "pvh" : "nobody known";
    given.command_line = from->command_line ? (const char *)(u32)from->command_line : "";
    const struct range *range = (const struct range *)(u32)from->map;
    for (u32 i = 0; i < from->map_entries; i++)
        if (range[i].type == RAM)
            add_ram(&given, range[i].address, range[i].size);
    given.has_rsdp = from->rsdp && *(const u64 *)(u32)from->rsdp == 0x2052545020445352ull; /* "RSD PTR " */
    given.odd = odd_state();
    const struct module *module = (const struct module *)(u32)from->module;
    for (; given.modules < from->modules && given.modules < MOST_MODULES; given.modules++, module++) {
        given.module[given.modules].start = (const u8 *)(u32)module->address;
        given.module[given.modules].end = (const u8 *)(u32)(module->address + module->size);
        given.module[given.modules].arguments = module->arguments ? (const char *)(u32)module->arguments : "";
    }
    run(&given);
}
