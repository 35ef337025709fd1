package dev.opportune.authoring.accumulate;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import org.drools.core.base.accumulators.AbstractAccumulateFunction;
import org.jspecify.annotations.Nullable;

/** {@code count}: how many match, whatever the value that is named; the engine's own throws when it takes a null back. */
public final class CountFunction extends AbstractAccumulateFunction<CountFunction.Matches> {
    private static final String ONE = "one";

    /** How many match. */
    public static final class Matches implements Serializable {
        private static final long serialVersionUID = 1L;

        private long count;
    }

    @Override
    public Matches createContext() {
        return new Matches();
    }

    @Override
    public void init(Matches matches) {
        matches.count = 0;
    }

    @Override
    public void accumulate(Matches matches, @Nullable Object value) {
        matches.count++;
    }

    @Override
    public Object accumulateValue(Matches matches, @Nullable Object value) {
        accumulate(matches, value);
        return ONE;
    }

    @Override
    public void reverse(Matches matches, @Nullable Object value) {
        matches.count--;
    }

    @Override
    public Object getResult(Matches matches) {
        return matches.count;
    }

    @Override
    public boolean supportsReverse() {
        return true;
    }

    @Override
    public Class<?> getResultType() {
        return Long.class;
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        // There is nothing to write: a function has no state.
    }

    @Override
    public void readExternal(ObjectInput in) {
        // There is nothing to read: a function has no state.
    }
}
