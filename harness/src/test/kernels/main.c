/* Prints what the kernel was given, then does what the words on its command line ask for (README.md lists them). */
#include "console.h"
#include "hypercall.h"
#include "machine.h"
#include "modules.h"

static const char *command_line;

/* Returns what follows a word of the command line ("" or "=value..."), or nothing if the word is not there. */
static const char *find_word(const char *word)
{
    for (const char *at = command_line; *at; at++) {
        if (*at == ' ' || (at != command_line && at[-1] != ' '))
            continue;
        const char *rest = at, *wanted = word;
        while (*wanted && *rest == *wanted)
            rest++, wanted++;
        if (!*wanted && (!*rest || *rest == ' ' || *rest == '='))
            return rest;
    }
    return 0;
}

static int asked_to(const char *word)
{
    const char *rest = find_word(word);
    return rest && *rest != '=';
}

static int has_value(const char *rest, const char *value)
{
    if (*rest++ != '=')
        return 0;
    while (*value && *rest == *value)
        rest++, value++;
    return !*value && (!*rest || *rest == ' ');
}

static u64 number_value(const char *rest)
{
    u64 number = 0;
    if (*rest == '=')
        for (rest++; *rest >= '0' && *rest <= '9'; rest++)
            number = number * 10 + *rest - '0';
    return number;
}

static void print(const char *key, const char *value)
{
    put(key);
    put(": ");
    put(value);
    put("\n");
}

static void print_decimal(const char *key, u64 value)
{
    put(key);
    put(": ");
    put_decimal(value);
    put("\n");
}

static void print_hex(const char *key, u64 value)
{
    put(key);
    put(": 0x");
    put_hex(value);
    put("\n");
}

#ifndef PVH
/*
 * Whether mod_end is the module's last byte or the one after it depends on the loader, and nothing says which it is:
 * PV-GRUB means the last, GRUB 2 the one after. PV-GRUB puts a module's command line behind it, GRUB 2 before it.
 */
static u64 module_size(const struct multiboot_module *module)
{
    return module->mod_end - module->mod_start + (module->cmdline > module->mod_start);
}

static void print_modules(const struct start_info *info)
{
    const u8 *start = (const u8 *)info->mod_start;

    if (info->flags & SIF_MOD_START_PFN) {
        /* Only for a kernel whose notes ask for it, and ours don't. */
        print("modules", "not mapped");
    } else if (info->flags & SIF_MULTIBOOT_MOD) {
        const struct multiboot_module *module = (const struct multiboot_module *)start;
        for (u64 i = 0; module->mod_start; i++, module++) {
            const char *arguments = (const char *)start + module->cmdline;
            put("module ");
            put_decimal(i);
            put(": ");
            put_blob(start + module->mod_start, module_size(module));
            if (module->cmdline && *arguments) {
                put(" ");
                put(arguments);
            }
            put("\n");
        }
    } else if (info->mod_len) {
        put("ramdisk: ");
        put_blob(start, info->mod_len);
        put("\n");
    } else {
        print("modules", "none");
    }
}

#endif

/* Everything that a log ought not to pass on to a terminal as it is. */
static void print_escapes(void)
{
    print("escape colour", "\033[31mred\033[0m end");
    print("escape title", "\033]0;bell\007\033]2;string terminator\033\\ end");
    print("escape cursor", "\033[2J\033[1;1H\033[3A end");
    print("escape 8-bit", "\23331mred\2330m end");
    print("escape bell", "\007 end");
    print("escape overwrite", "hidden\rover\b\b end");
    print("escape invalid UTF-8", "\377\376 \303( \342\202 end");
}

static void flood(u64 lines)
{
    for (u64 i = 1; !lines || i <= lines; i++) {
        put("flood ");
        put_decimal(i);
        put(" xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
    }
}

/* Shows what is typed as it is typed, and each line once more, until a line asks for an end, which is then the end. */
static void echo(void)
{
    static char typed[1024];

    do {
        u32 length = 0;
        char text[2] = { 0 };
        while ((text[0] = get()) != '\r' && text[0] != '\n') {
            put(text);
            if (length < sizeof typed - 1)
                typed[length++] = text[0];
        }
        typed[length] = 0;
        put("\n");
        print("echo", typed);
        command_line = typed;
    } while (!asked_to("stop") && !asked_to("crash") && !asked_to("reboot") && !asked_to("fault"));
}

static _Noreturn void end(enum shutdown_reason reason)
{
    console_flush();
    shut_down(reason);
}

static void talk(const struct start_info *info)
{
    const char *rest;

    print("magic", info->magic);
    if (asked_to("exit-early"))
        end(SHUTDOWN_POWEROFF);
    print_decimal("pages", info->nr_pages);
    print_hex("flags", info->flags);
    print("cmdline", info->cmd_line);
    print_hex("mod_start", info->mod_start);
    print_decimal("mod_len", info->mod_len);
    print_modules(info);

    if (asked_to("escape"))
        print_escapes();
    if (asked_to("slow"))
        for (u64 i = 1; i <= 5; i++) {
            if (i > 1)
                sleep_seconds(2);
            put("tick ");
            put_decimal(i);
            put("\n");
        }
    if ((rest = find_word("flood")))
        flood(number_value(rest));
    if (asked_to("panic")) {
        put("panic: asked to\n");
        end(SHUTDOWN_CRASH);
    }
    if (asked_to("partial")) {
        put("login: ");
        console_flush();
        sleep_forever();
    }
    if ((rest = find_word("hang")) && has_value(rest, "early")) {
        console_flush();
        sleep_forever();
    }
    put("READY\n");
    console_flush();
}

_Noreturn void kernel_main(const struct start_info *info)
{
    const char *rest;

    command_line = info->cmd_line;
    machine_init(info);
    console_init(info);
    if (!asked_to("silent"))
        talk(info);

    if (asked_to("echo"))
        echo();
    if (asked_to("crash"))
        end(SHUTDOWN_CRASH);
    if (asked_to("reboot"))
        end(SHUTDOWN_REBOOT);
    if (asked_to("fault"))
        *(volatile char *)0x500000000000 = 0; /* nobody maps this, and there is no handler */
    if ((rest = find_word("hang")) && has_value(rest, "busy"))
        for (;;)
            asm volatile("pause");
    if (rest || asked_to("stay"))
        sleep_forever();
    end(SHUTDOWN_POWEROFF);
}
