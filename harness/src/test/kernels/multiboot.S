/* As Solo5 builds for virtio: a 64 bit ELF with a multiboot 1 header and nothing of Xen. Greets on the serial line. */

#define MAGIC 0x1badb002
#define FLAGS 0x00010000                /* the load addresses are here: a loader need not read a 64 bit ELF */

    .text
    .balign 4
header:
    .long MAGIC, FLAGS, -(MAGIC + FLAGS)
    .long header, header, load_end, load_end, _start

    .code32
    .globl _start
_start:
    cld
    mov $greeting, %esi
    mov $greeting_end - greeting, %ecx
    mov $0x3f8, %dx
    rep outsb
1:  cli
    hlt
    jmp 1b

greeting:
    .ascii "multiboot\n"
greeting_end:
load_end:
