package io.github.ec2unikernel.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips tests, with the reason, where guests can't be booted. With the system property {@value
 * HypervisorCondition#REQUIRED} (a configuration parameter of JUnit as well) or the environment's
 * {@value HypervisorCondition#REQUIRED_VARIABLE} set to {@code true} they fail instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(HypervisorCondition.class)
public @interface EnabledIfHypervisor {

  /**
   * The backend that the tests need, by its name, or {@code auto} for any. If it is not given, it
   * is the one that the parameter or system property {@code unikernel.boot.backend} names, or else
   * {@code xen-qemu}, which PV kernels need.
   */
  String backend() default "";
}
