/* A multiboot 1 kernel's header and entry: a stack, then C with the address of the boot information. */

#define MAGIC 0x1badb002
#define FLAGS 0x00000002                /* memory information is wanted */

    .text
    .balign 4
    .long MAGIC, FLAGS, -(MAGIC + FLAGS)

    .globl _start
_start:
    cld
    mov $stack_end, %esp
    push %ebx
    call run_by_multiboot
#include "serial-end.inc"
