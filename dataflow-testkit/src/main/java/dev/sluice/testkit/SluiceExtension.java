package dev.sluice.testkit;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test a flow of its own, shows what was in it when the test fails, and closes it:
 *
 * <pre>{@code
 * @RegisterExtension
 * final SluiceExtension sluice = SluiceExtension.of(() -> TestFlow.of(new FlightDelays(), params).parallelism(2));
 *
 * @Test
 * void shouldCount(TestFlow flow) { ... }
 * }</pre>
 *
 * <p>It does the same for flows that a test keeps in fields of its class; for that alone
 * {@code @ExtendWith(SluiceExtension.class)} is enough.
 */
public final class SluiceExtension implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SluiceExtension.class);

    private final @Nullable Supplier<TestFlowBuilder> builder;

    /** For {@code @ExtendWith}: takes care of flows in fields. */
    public SluiceExtension() {
        this(null);
    }

    private SluiceExtension(@Nullable Supplier<TestFlowBuilder> builder) {
        this.builder = builder;
    }

    /**
     * @param builder asked for each test that has a parameter of type {@link TestFlow}
     * @return an extension for a field with {@code @RegisterExtension}
     */
    public static SluiceExtension of(Supplier<TestFlowBuilder> builder) {
        return new SluiceExtension(builder);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return builder != null && parameter.getParameter().getType() == TestFlow.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Supplier<TestFlowBuilder> making = builder;
        if (making == null) {
            throw new IllegalStateException("no parameter is supported without SluiceExtension.of(...)");
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestFlow.class, type -> making.get().build(), TestFlow.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        for (TestFlow flow : flows(context)) {
            failure.addSuppressed(new StateAtFailure(describe(flow)));
        }
        throw failure;
    }

    private static String describe(TestFlow flow) {
        try {
            return flow.describe();
        } catch (RuntimeException e) {
            return flow + " cannot be described: " + e;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        flows(context).forEach(TestFlow::close);
    }

    private static List<TestFlow> flows(ExtensionContext context) {
        List<TestFlow> flows = new ArrayList<>();
        Optional.ofNullable(context.getStore(NAMESPACE).get(TestFlow.class, TestFlow.class))
                .ifPresent(flows::add);
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            for (Class<?> type = instance.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    flow(field, instance).ifPresent(flows::add);
                }
            }
        }
        return flows;
    }

    private static Optional<TestFlow> flow(Field field, Object instance) {
        if (field.getType() != TestFlow.class && field.getType() != OperatorFlow.class) {
            return Optional.empty();
        }
        try {
            field.setAccessible(true);
            @Nullable Object value = field.get(instance);
            return Optional.ofNullable(value instanceof OperatorFlow<?, ?> one ? one.flow() : (TestFlow) value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + field + " cannot be read", e);
        }
    }
}
