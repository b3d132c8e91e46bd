/* Entry of a kernel that describes itself in ELF notes. Loaders enter with the start info's address in %rsi. */

#include "note.inc"

#define STACK_SIZE 16384

    .section .note.Xen, "a", @note
    note 6, .asciz NAME                          /* GUEST_OS */
    note 7, .asciz "1"                           /* GUEST_VERSION */
    note 5, .asciz "xen-3.0"                     /* XEN_VERSION */
    note 8, .asciz "generic"                     /* LOADER */
    note 3, .quad VIRT_BASE                      /* VIRT_BASE */
    note 4, .quad 0                              /* PADDR_OFFSET */
    note 1, .quad _start                         /* ENTRY */
    note 2, .quad hypercall_page                 /* HYPERCALL_PAGE */
    note 10, .asciz "!writable_page_tables|pae_pgdir_above_4gb" /* FEATURES */
    note 9, .asciz "yes"                         /* PAE_MODE */

    .text
    .globl _start
_start:
    cld
    mov $stack_end, %rsp
    xor %ebp, %ebp
    mov %rsi, %rdi
    call kernel_main

    .section .bss.pages, "aw", @nobits
    .balign 4096
    .globl hypercall_page
hypercall_page:
    .skip 4096
    .skip STACK_SIZE
stack_end:
