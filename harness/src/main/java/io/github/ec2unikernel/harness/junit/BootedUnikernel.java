package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A unikernel for tests that make its machine themselves, to be registered with
 * {@code @RegisterExtension}: in a static field there is one guest for all tests of the class, in
 * another field one for each test. Tests get it from {@link #guest()}, and where there is one such
 * field and no {@link Unikernel} on the test or its class, as a parameter of type {@link LiveGuest}
 * as well.
 */
public final class BootedUnikernel extends ConsoleQuoting
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BootedUnikernel.class);

  private final GuestRequest request;
  private volatile @Nullable String name;
  private volatile @Nullable LiveGuest guest;

  private BootedUnikernel(GuestRequest request) {
    this.request = request;
  }

  /**
   * Creates one that is booted when the tests begin.
   *
   * @param ready what the guest has to do before a test runs
   */
  public static BootedUnikernel of(Machine machine, Expectations ready) {
    return new BootedUnikernel(new GuestRequest(machine, ready));
  }

  /**
   * Returns the same unikernel on something else than tests usually have.
   *
   * @param backend the name of what it runs on, {@code qemu} for one, or {@code auto}
   */
  public BootedUnikernel withBackend(String backend) {
    return new BootedUnikernel(request.withBackend(backend));
  }

  /**
   * Returns the guest, of the test that began last if each has its own.
   *
   * @throws IllegalStateException if none has been started yet
   */
  public LiveGuest guest() {
    LiveGuest started = guest;
    if (started == null) {
      throw new IllegalStateException(
          "no guest has been started yet: the field needs @RegisterExtension, and a guest in a"
              + " field that is not static is there from @BeforeEach on");
    }
    return started;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startOnce(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    startOnce(context);
  }

  private void startOnce(ExtensionContext context) {
    List<BootedUnikernel> others = registered(context);
    if (!others.contains(this)) {
      context
          .getStore(NAMESPACE)
          .put(NAMESPACE, Stream.concat(others.stream(), Stream.of(this)).toList());
    }
    String known = name(context);
    guest = Guests.find(context, known).orElseGet(() -> Guests.of(context).start(known, request));
  }

  /** Returns those that have begun in the context or around it, in their order. */
  @SuppressWarnings("unchecked") // nothing else is put there
  private static List<BootedUnikernel> registered(ExtensionContext context) {
    return (List<BootedUnikernel>)
        context.getStore(NAMESPACE).getOrDefault(NAMESPACE, List.class, List.of());
  }

  /** It goes by the name of its field, which an enclosing class may have. */
  private String name(ExtensionContext context) {
    String known = name;
    if (known == null) {
      known = field(context).map(Field::getName).orElse(UnikernelExtension.GUEST);
      name = known;
    }
    return known;
  }

  private Optional<Field> field(ExtensionContext context) {
    List<Object> owners = new ArrayList<>();
    context.getTestInstances().ifPresent(it -> owners.addAll(it.getAllInstances()));
    return Stream.concat(
            owners.stream().flatMap(owner -> fields(owner.getClass(), owner)),
            fields(context.getRequiredTestClass(), null))
        .findFirst();
  }

  private Stream<Field> fields(Class<?> test, @Nullable Object owner) {
    Predicate<Field> isThis =
        field ->
            field.getType() == BootedUnikernel.class
                && Modifier.isStatic(field.getModifiers()) == (owner == null)
                && ReflectionSupport.tryToReadFieldValue(field, owner)
                    .toOptional()
                    .filter(value -> value == this)
                    .isPresent();
    return ReflectionSupport.findFields(test, isThis, HierarchyTraversalMode.TOP_DOWN).stream();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LiveGuest.class
        && !parameter.isAnnotated(Unikernel.class)
        && !UnikernelExtension.hasUsual(context)
        && registered(context).indexOf(this) == 0; // one of several tells that there are several
  }

  @Override
  public LiveGuest resolveParameter(ParameterContext parameter, ExtensionContext context) {
    List<String> names = registered(context).stream().map(it -> it.name(context)).toList();
    if (names.size() > 1) {
      throw new ParameterResolutionException(
          "the LiveGuest of "
              + parameter.getDeclaringExecutable()
              + " may be that of each of the fields "
              + String.join(", ", names)
              + ": call guest() of the field that is meant, as in "
              + names.get(0)
              + ".guest()");
    }
    return Guests.find(context, name(context)).orElseThrow();
  }
}
