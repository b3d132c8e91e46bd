/*
 * Enters a PVH kernel as Xen does. The kernel is the first multiboot module, the others are its modules. Everything
 * that the kernel is to find after its start is put where it loads nothing; then the leap copies the kernel's segments,
 * perhaps over this program, and jumps.
 */
#include "stub.h"

enum { LOADED_BY_MULTIBOOT = 0x2badb002, START_INFO = 0x336ec578, MOST_MODULES = 64 };
enum { HAS_MEMORY = 1, HAS_MODULES = 8, HAS_MEMORY_MAP = 64, HAS_LOADER_NAME = 512 };

struct module {
    u32 start, end, words, reserved;
};

struct boot_information {
    u32 flags, lower, upper, device, command_line, modules, module;
    u32 symbols[4];
    u32 map_size, map, drives_size, drives, configuration, loader_name;
};

struct map_entry { /* size counts from the field after it */
    u32 size;
    u64 start, length;
    u32 type;
} __attribute__((packed));

struct handed_module {
    u64 address, size, words, reserved;
};

struct start_information {
    u32 magic, version, flags, modules;
    u64 module, command_line, rsdp, map;
    u32 map_entries, reserved;
};

/* All that the kernel may look at, and what the leap needs. */
struct handover {
    struct start_information information;
    u64 descriptors[4];
    struct {
        u16 limit;
        u32 base;
    } __attribute__((packed)) descriptors_at;
    u8 leap[128];
    struct step steps[MOST_SEGMENTS + 1];
    struct handed_module modules[MOST_MODULES];
    struct region map[MOST_REGIONS];
    char words[];
};

static struct kernel kernel;
static struct module modules[1 + MOST_MODULES]; /* the kernel first */
static u32 module_count;

static u32 length(const char *text)
{
    u32 result = 0;
    while (text[result])
        result++;
    return result;
}

static void read_memory(const struct boot_information *given)
{
    if (given->flags & HAS_MEMORY_MAP) {
        for (u32 at = given->map; at < given->map + given->map_size;) {
            const struct map_entry *entry = (const struct map_entry *)at;
            if (entry->length)
                add_region(entry->start, entry->length, entry->type);
            at += entry->size + sizeof entry->size;
        }
    } else if (given->flags & HAS_MEMORY) {
        add_region(0, (u64)given->lower << 10, RAM);
        add_region(0x100000, (u64)given->upper << 10, RAM);
    } else {
        refuse("the boot loader tells of no memory");
    }
}

static void read_modules(const struct boot_information *given)
{
    module_count = given->flags & HAS_MODULES ? given->modules : 0;
    if (!module_count)
        refuse("there is no module; the first has to be the kernel");
    if (module_count > 1 + MOST_MODULES)
        refuse("there are too many modules");
    copy(modules, (const void *)given->module, module_count * sizeof *modules);
}

/* What the boot loader wrote must not be overwritten before it is copied. */
static void take_all(const struct boot_information *given)
{
    take((u32)stub_start, stub_end - stub_start);
    take((u32)given, sizeof *given);
    for (const struct module *m = modules; m < modules + module_count; m++) {
        take(m->start, m->end - m->start);
        if (m->words)
            take(m->words, length((const char *)m->words) + 1);
    }
    if (given->flags & HAS_LOADER_NAME)
        take(given->loader_name, length((const char *)given->loader_name) + 1);
}

static struct range target(const struct step *step)
{
    return (struct range){ step->to, (u64)step->to + step->copied + step->zeroed };
}

/* Returns the byte after the kernel's last. */
static u64 check_segments(void)
{
    u64 last = 0;
    int has_entry = 0;
    for (const struct step *s = kernel.steps; s < kernel.steps + kernel.count; s++) {
        struct range wanted = target(s);
        if (!is_ram(wanted))
            refuse_at("the kernel wants to be where this machine has no memory:", wanted.start, wanted.end);
        take(wanted.start, wanted.end - wanted.start);
        has_entry |= kernel.entry >= wanted.start && kernel.entry < wanted.end;
        if (wanted.end > last)
            last = wanted.end;
    }
    if (!has_entry)
        refuse("the kernel's PHYS32_ENTRY lies in none of its segments");
    return last;
}

/* GRUB puts modules where many kernels want to be. */
static void move_modules(u64 after_kernel)
{
    for (struct module *m = modules; m < modules + module_count; m++) {
        struct range here = { m->start, m->end };
        for (const struct step *s = kernel.steps; s < kernel.steps + kernel.count; s++)
            if (overlaps(here, target(s))) {
                u32 size = m->end - m->start;
                u32 there = take_free(after_kernel, size);
                copy((void *)there, (const void *)m->start, size);
                m->start = there;
                m->end = there + size;
                break;
            }
    }
}

/*
 * Returns a module's words as they were before GRUB 2 put words with spaces between quotes, and a backslash before
 * quotes and backslashes. Any other loader leaves them alone but begins with the file's name.
 */
static char *copy_words(char *to, const char *from, int by_grub)
{
    if (!from)
        from = "";
    if (!by_grub) {
        while (*from && *from != ' ')
            from++;
        if (*from)
            from++;
    }
    for (; *from; from++) {
        if (by_grub && *from == '"')
            continue;
        if (by_grub && *from == '\\' && (from[1] == '\\' || from[1] == '\'' || from[1] == '"'))
            from++;
        *to++ = *from;
    }
    *to++ = 0;
    return to;
}

static int is_grub_2(const struct boot_information *given)
{
    if (!(given->flags & HAS_LOADER_NAME))
        return 0;
    const char *name = (const char *)given->loader_name, *wanted = "GRUB 2";
    while (*wanted && *name == *wanted)
        name++, wanted++;
    return !*wanted;
}

static u32 rsdp_between(u32 start, u32 end)
{
    for (u32 at = start; at < end; at += 16) {
        const u8 *table = (const u8 *)at;
        u8 sum = 0;
        if (*(const u64 *)table != 0x2052545020445352ull) /* "RSD PTR " */
            continue;
        for (u32 i = 0; i < 20; i++)
            sum += table[i];
        if (!sum)
            return at;
    }
    return 0;
}

/* Where a BIOS has it: in the first KiB of its extended data area or below 1 MiB. */
static u32 find_rsdp(void)
{
    u32 segment;
    asm("movzwl 0x40e, %0" : "=r"(segment));
    u32 area = segment << 4, found = 0;
    if (area >= 0x400 && area < 0xa0000)
        found = rsdp_between(area, area + 0x400);
    return found ? found : rsdp_between(0xe0000, 0x100000);
}

static struct handover *hand_over(const struct boot_information *given, u64 after_kernel)
{
    int by_grub = is_grub_2(given);
    u32 words = 0;
    for (const struct module *m = modules; m < modules + module_count; m++)
        words += (m->words ? length((const char *)m->words) : 0) + 1;
    struct handover *h = (struct handover *)take_free(after_kernel, sizeof *h + words);

    char *next = copy_words(h->words, (const char *)modules[0].words, by_grub);
    for (u32 i = 1; i < module_count; i++) {
        const struct module *m = &modules[i];
        h->modules[i - 1] = (struct handed_module){ m->start, m->end - m->start, (u32)next, 0 };
        next = copy_words(next, (const char *)m->words, by_grub);
    }
    copy(h->map, regions, region_count * sizeof *regions);
    h->information = (struct start_information){
        .magic = START_INFO,
        .version = 1,
        .modules = module_count - 1,
        .module = module_count > 1 ? (u32)h->modules : 0,
        .command_line = (u32)h->words,
        .rsdp = find_rsdp(),
        .map = (u32)h->map,
        .map_entries = region_count,
    };
    return h;
}

static void prepare_leap(struct handover *h)
{
    h->descriptors[0] = 0;
    h->descriptors[1] = 0x00cf9b000000ffff; /* code: all of 4 GiB */
    h->descriptors[2] = 0x00cf93000000ffff; /* data: the same */
    h->descriptors[3] = 0x0000890000000067; /* a task at 0, which PVH asks for */
    h->descriptors_at.limit = sizeof h->descriptors - 1;
    h->descriptors_at.base = (u32)h->descriptors;
    copy(h->leap, leap_start, leap_end - leap_start);
    for (u32 i = 0; i < kernel.count; i++)
        kernel.steps[i].from += modules[0].start;
    copy(h->steps, kernel.steps, sizeof kernel.steps);
}

static void tell(void)
{
    if (!on_xen())
        put("pvh-stub: there is no Xen underneath, so a kernel that needs it says nothing from here on\n");
    put("pvh-stub: entering the kernel at ");
    put_address(kernel.entry);
    put(" with ");
    put_number(module_count - 1);
    put(" modules\n");
}

_Noreturn void run(u32 magic, const struct boot_information *given)
{
    if (magic != LOADED_BY_MULTIBOOT)
        refuse("no multiboot 1 loader started this");
    read_memory(given);
    read_modules(given);
    take_all(given);
    read_kernel((const u8 *)modules[0].start, modules[0].end - modules[0].start, &kernel);
    u64 after_kernel = check_segments();
    move_modules(after_kernel);
    struct handover *h = hand_over(given, after_kernel);
    prepare_leap(h);
    tell();
    enter(h->steps, (u32)&h->information, kernel.entry, &h->descriptors_at, (u32)h->leap);
}
