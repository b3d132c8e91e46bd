package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Carries {@link Unikernel} out: starts the guests, hands them to tests, and quotes them. */
public final class UnikernelExtension extends ConsoleQuoting
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  /** The name of the guest of a class or a method. */
  static final String GUEST = "guest";

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    AnnotationSupport.findAnnotation(test, Unikernel.class)
        .ifPresent(it -> Guests.of(context).start(GUEST, GuestRequest.of(it)));
    fill(test, null, context, field -> Modifier.isStatic(field.getModifiers()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, Unikernel.class))
        .ifPresent(it -> Guests.of(context).start(GUEST, GuestRequest.of(it)));
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      fill(
          instance.getClass(),
          instance,
          context,
          field -> !Modifier.isStatic(field.getModifiers()));
    }
  }

  private static void fill(
      Class<?> test,
      @Nullable Object instance,
      ExtensionContext context,
      Predicate<Field> predicate) {
    for (Field field : AnnotationSupport.findAnnotatedFields(test, Unikernel.class, predicate)) {
      Unikernel unikernel = AnnotationSupport.findAnnotation(field, Unikernel.class).orElseThrow();
      LiveGuest guest = Guests.of(context).start(field.getName(), GuestRequest.of(unikernel));
      try {
        field.setAccessible(true);
        field.set(instance, guest);
      } catch (IllegalAccessException | IllegalArgumentException e) {
        throw new GuestException(
            "@Unikernel is on "
                + field
                + ", which can't take a guest: it has to be a LiveGuest and not final",
            e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LiveGuest.class
        && (parameter.isAnnotated(Unikernel.class) || hasUsual(context));
  }

  @Override
  public LiveGuest resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Optional<Unikernel> own = parameter.findAnnotation(Unikernel.class);
    return own.isPresent()
        ? Guests.of(context).start(parameter.getParameter().getName(), GuestRequest.of(own.get()))
        : Guests.find(context, GUEST).orElseThrow();
  }

  /** Tells whether the test's method or class, or one around it, has the annotation. */
  static boolean hasUsual(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getElement(), Unikernel.class)
        || context.getParent().filter(UnikernelExtension::hasUsual).isPresent();
  }
}
