package dev.opportune.authoring.accumulate;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.OptionalDouble;
import org.drools.core.base.accumulators.AbstractAccumulateFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function over the numbers of what matches. What is missing, is no number or is not finite does not count and never
 * throws; taking a number back leaves no residue.
 */
public abstract class NumberFunction extends AbstractAccumulateFunction<Numbers> {
    private static final String MISSING = "missing";

    @Override
    public final Numbers createContext() {
        return new Numbers();
    }

    @Override
    public final void init(Numbers numbers) {
        numbers.clear();
    }

    @Override
    public final void accumulate(Numbers numbers, @Nullable Object value) {
        finite(value).ifPresent(numbers::add);
    }

    /** What {@link #reverse} will be given. Never null: the engine throws when it takes back what it kept as null. */
    @Override
    public final Object accumulateValue(Numbers numbers, @Nullable Object value) {
        accumulate(numbers, value);
        return value == null ? MISSING : value;
    }

    @Override
    public final void reverse(Numbers numbers, @Nullable Object value) {
        finite(value).ifPresent(numbers::remove);
    }

    @Override
    public final boolean supportsReverse() {
        return true;
    }

    @Override
    public final Class<?> getResultType() {
        return Double.class;
    }

    /** The result; null where there is none. */
    @Override
    public abstract @Nullable Object getResult(Numbers numbers);

    @Override
    public final void writeExternal(ObjectOutput out) {
        // There is nothing to write: a function has no state.
    }

    @Override
    public final void readExternal(ObjectInput in) {
        // There is nothing to read: a function has no state.
    }

    private static OptionalDouble finite(@Nullable Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
