package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.model.Machine;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Boots a unikernel for a test, which gets it as a {@link
 * io.github.ec2unikernel.harness.boot.LiveGuest} when all expected lines have come.
 *
 * <p>On a class or a static field there is one guest for all tests of the class; on a method, a
 * parameter or another field there is one for each test. A parameter without this annotation gets
 * the guest of its method, or else of its class.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(UnikernelExtension.class)
public @interface Unikernel {

  /** The kernel to start directly, relative to the working directory; this or {@link #disk}. */
  String kernel() default "";

  /** The raw disk to boot, which is not written to; this or {@link #kernel}. */
  String disk() default "";

  /** The files that the kernel is handed, in this order. */
  String[] modules() default {};

  /** The kernel's arguments; those of the disk's menu if none are given. */
  String arguments() default "";

  /**
   * What the guest runs on, for this guest alone: {@code auto}, {@code xen-qemu}, {@code qemu} or
   * {@code xl}; what the configuration parameter {@code unikernel.boot.backend} says if not given.
   */
  String backend() default "";

  /**
   * What kind of guest it is: {@code pv}, {@code pvh}, {@code shim} or {@code hvm}; the kernel or
   * the disk decides if it is not given, as with all elements up to {@link #nicModel}.
   */
  String type() default "";

  /** Who loads the kernel of a disk that PV-GRUB boots: {@code pvgrub} or {@code libxl}. */
  String loader() default "";

  /**
   * The EC2 instance type that the disk is for, {@code t3.micro} for one; the guest runs on what
   * comes nearest to it here.
   */
  String instanceType() default "";

  /** What starts the disk: {@code bios} or {@code uefi}; one that takes both is started by BIOS. */
  String firmware() default "";

  /** What the disks are where QEMU plays them: {@code virtio}, {@code ide} or {@code nvme}. */
  String diskModel() default "";

  /** What the network interfaces are there: {@code virtio}, {@code e1000} or {@code e1000e}. */
  String nicModel() default "";

  /** The guest's memory in MiB. */
  int memory() default Machine.USUAL_MEMORY;

  /** The guest's virtual CPUs. */
  int vcpus() default 1;

  /** Regular expressions that console lines have to contain, in this order, before a test runs. */
  String[] expect() default {};

  /** Regular expressions that no console line may contain until then. */
  String[] forbid() default {};

  /** How long the guest may take until then, in seconds. */
  int timeout() default 60;

  /**
   * The guest's TCP ports that tests reach, on a network where DHCP gives it its address; without
   * any, it has no network.
   */
  int[] ports() default {};
}
