/* What a multiboot 2 loader hands over: a list of tags, each on 8 bytes. */
#include "serial-given.h"

enum { END = 0, COMMAND_LINE = 1, MODULE = 3, MEMORY = 4, MAP = 6, ACPI_OLD = 14, ACPI_NEW = 15, RAM = 1 };

struct tag {
    u32 type, size;
    u32 data[];
};

struct map_entry {
    u64 start, length;
    u32 type, reserved;
};

static void add_map(struct given *given, const struct tag *tag)
{
    u32 entry_size = tag->data[0];
    for (u32 at = 16; at < tag->size; at += entry_size) {
        const struct map_entry *entry = (const struct map_entry *)((const u8 *)tag + at);
        if (entry->type == RAM)
            add_ram(given, entry->start, entry->length);
    }
}

void run_by_multiboot2(u32 information)
{
    static struct given given;
    given.by = "multiboot 2";
    given.command_line = "";
    const struct tag *tag = (const struct tag *)(information + 8);
    for (; tag->type != END; tag = (const struct tag *)((u32)tag + ((tag->size + 7) & ~7u))) {
        if (tag->type == COMMAND_LINE)
            given.command_line = (const char *)tag->data;
        else if (tag->type == MEMORY)
            given.upper = tag->data[1];
        else if (tag->type == MAP)
            add_map(&given, tag);
        else if (tag->type == ACPI_OLD || tag->type == ACPI_NEW)
            given.has_rsdp = 1;
        else if (tag->type == MODULE && given.modules < MOST_MODULES) {
            given.module[given.modules].start = (const u8 *)tag->data[0];
            given.module[given.modules].end = (const u8 *)tag->data[1];
            given.module[given.modules++].arguments = (const char *)(tag->data + 2);
        }
    }
    run(&given);
}
