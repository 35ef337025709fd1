package dev.opportune.authoring.compiler;

import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import java.util.function.Consumer;

/** Looks at the classes that were made of rules, one at a time, before anything can load them. */
@FunctionalInterface
interface ClassPass {
    /**
     * @param path of the class file, with '/' and {@code .class}
     * @param complaints is told what is wrong; then nothing is loaded
     * @return what is to be loaded instead; the same array if the class stays as it is
     */
    byte[] apply(String path, byte[] classFile, Consumer<Complaint> complaints);
}
