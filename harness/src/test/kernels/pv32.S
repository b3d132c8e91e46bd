/* A 32 bit PV kernel. It powers off. */

#include "note.inc"

    .section .note.Xen, "a", @note
    note 6, .asciz "pv32"               /* GUEST_OS */
    note 5, .asciz "xen-3.0"            /* XEN_VERSION */
    note 8, .asciz "generic"            /* LOADER */
    note 3, .long VIRT_BASE             /* VIRT_BASE */
    note 4, .long 0                     /* PADDR_OFFSET */
    note 1, .long _start                /* ENTRY */
    note 2, .long hypercall_page        /* HYPERCALL_PAGE */
    note 9, .asciz "yes"                /* PAE_MODE */

    .text
    .globl _start
_start:
    mov $stack_end, %esp
    mov $2, %ebx                        /* SCHEDOP_shutdown */
    mov $reason, %ecx
    call hypercall_page + 29 * 32       /* sched_op */
    ud2

    .balign 4
reason:
    .long 0                             /* power off */

    .section .bss.pages, "aw", @nobits
    .balign 4096
hypercall_page:
    .skip 4096
    .skip 64
stack_end:
