/* What Xen, or whoever does as Xen, hands over to a PVH kernel. */
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
    const struct module *module = (const struct module *)(u32)from->module;
    for (; given.modules < from->modules && given.modules < MOST_MODULES; given.modules++, module++) {
        given.module[given.modules].start = (const u8 *)(u32)module->address;
        given.module[given.modules].end = (const u8 *)(u32)(module->address + module->size);
        given.module[given.modules].arguments = module->arguments ? (const char *)(u32)module->arguments : "";
    }
    run(&given);
}
