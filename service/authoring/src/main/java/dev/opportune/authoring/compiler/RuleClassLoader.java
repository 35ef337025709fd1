package dev.opportune.authoring.compiler;

import dev.opportune.facts.Decide;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The world of rules: the compiler finds in it what rules can name, and the virtual machine links rules against it.
 *
 * <p>What this holds: a class that is not allowed is not there, neither for the compiler nor for a rule that was compiled
 * all the same; that goes for classes of the JDK as well. What it cannot hold: it knows classes, not their members. The
 * engine's generated enums need {@code Class}, so {@code Class.forName} links, and it finds everything once a rule has got
 * hold of another class's loader. Members are told apart by the fence of bytecode.
 */
final class RuleClassLoader extends ClassLoader {
    private static final String CLASS_ENDING = ".class";

    private final ClassLoader everything = Decide.class.getClassLoader();
    private final AllowList allowed;

    RuleClassLoader(AllowList allowed) {
        super(null);
        this.allowed = allowed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!allowed.isVisible(name.replace('.', '/'))) {

            throw new ClassNotFoundException(name);
        }
        return everything.loadClass(name);
    }

    /** The compiler reads class files, and the engine its settings. */
    @Override
    public @Nullable URL getResource(String name) {
        return isHidden(name) ? null : everything.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isHidden(name) ? Collections.emptyEnumeration() : everything.getResources(name);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return isHidden(name) ? null : everything.getResourceAsStream(name);
    }

    private boolean isHidden(String name) {
        return name.endsWith(CLASS_ENDING)
                && !allowed.isVisible(name.substring(0, name.length() - CLASS_ENDING.length()));
    }
}
