package dev.opportune.canary;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.kie.api.runtime.rule.AccumulateFunction;

/** A function of accumulate that sings as soon as the compiler asks it what it is. */
public final class CanaryFunction implements AccumulateFunction<String> {
    public CanaryFunction() {
        Canary.sing();
    }

    @Override
    public String createContext() {
        return "";
    }

    @Override
    public void init(String context) {}

    @Override
    public void accumulate(String context, Object value) {}

    @Override
    public void reverse(String context, Object value) {}

    @Override
    public Object getResult(String context) {
        return 1;
    }

    @Override
    public boolean supportsReverse() {
        return true;
    }

    @Override
    public Class<?> getResultType() {
        return Number.class;
    }

    @Override
    public void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {}
}
