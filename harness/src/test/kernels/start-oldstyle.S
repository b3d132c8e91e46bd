/* Entry of a kernel of Mini-OS's old style: no notes, a __xen_guest section, loaded at 0 and entered there. */

#define STACK_SIZE 16384

    .section __xen_guest
    .ascii "GUEST_OS="
    .ascii NAME
    .ascii ",XEN_VER=xen-3.0"
    .ascii ",VIRT_BASE=0x0"
    .ascii ",ELF_PADDR_OFFSET=0x0"
    .ascii ",HYPERCALL_PAGE=0x"         /* a page number: oldstyle.lds puts hypercall_page there */
    .ascii HYPERCALL_PAGE
    .ascii ",PAE=yes"
    .asciz ",LOADER=generic"

    .section .text.start, "ax"
    .globl _start
_start:
    cld
    mov $stack_end, %rsp
    xor %ebp, %ebp
    mov %rsi, %rbx
    mov %rbx, %rdi
    call map_all_memory
    mov %rbx, %rdi
    call kernel_main

    .section .bss.pages, "aw", @nobits
    .globl hypercall_page
hypercall_page:
    .skip 4096
    .skip STACK_SIZE
stack_end:
