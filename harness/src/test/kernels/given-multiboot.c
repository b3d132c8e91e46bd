/* What a multiboot 1 loader hands over. */
#include "serial-given.h"

struct module {
    u32 start, end, arguments, reserved;
};

struct information {
    u32 flags, lower, upper, device, command_line, modules, module, symbols[4], map_size, map;
};

struct map_entry { /* size counts from the field after it */
    u32 size;
    u64 start, length;
    u32 type;
} __attribute__((packed));

enum { HAS_MEMORY = 1, HAS_COMMAND_LINE = 4, HAS_MODULES = 8, HAS_MAP = 64, RAM = 1 };

void run_by_multiboot(const struct information *from)
{
    static struct given given;
    given.by = "multiboot 1";
    given.command_line = from->flags & HAS_COMMAND_LINE ? (const char *)from->command_line : "";
    for (u32 at = from->map; from->flags & HAS_MAP && at < from->map + from->map_size;) {
        const struct map_entry *entry = (const struct map_entry *)at;
        if (entry->type == RAM)
            add_ram(&given, entry->start, entry->length);
        at += entry->size + sizeof entry->size;
    }
    if (from->flags & HAS_MEMORY)
        given.upper = from->upper;
    if (from->flags & HAS_MODULES)
        for (; given.modules < from->modules && given.modules < MOST_MODULES; given.modules++) {
            const struct module *module = (const struct module *)from->module + given.modules;
            given.module[given.modules].start = (const u8 *)module->start;
            given.module[given.modules].end = (const u8 *)module->end;
            given.module[given.modules].arguments = (const char *)module->arguments;
        }
    run(&given);
}
