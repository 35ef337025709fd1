package dev.opportune.authoring.compiler;

import dev.opportune.authoring.compiler.AllowList.By;
import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lets pass classes in which everything named is on the allow-list, and which can only go forward. What an author wrote is
 * told apart from what the engine adds, and is allowed less.
 */
final class BytecodeFence implements ClassPass {
    static final String CODE = "not_allowed";
    static final String HINT = "rules look at facts, texts and numbers, and call decide";
    private static final int ODD_METHOD = Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

    private final AllowList allowed;

    BytecodeFence(AllowList allowed) {
        this.allowed = allowed;
    }

    @Override
    public byte[] apply(String path, byte[] classFile, Consumer<Complaint> complaints) {
        Refusals refusals =
                (message, hint) -> complaints.accept(new Complaint(CODE, path, 0, message + " is not allowed", hint));
        ClassNode node = new ClassNode();
        try {
            new ClassReader(classFile).accept(node, ClassReader.SKIP_FRAMES);
        } catch (RuntimeException unreadable) {
            refusals.refuse("a class that cannot be read", HINT);
            return classFile;
        }
        if (!path.equals(node.name + ".class")) {
            refusals.refuse("a class under another name", HINT);
        }
        switch (RuleClass.of(node.name)) {
            case LAMBDA -> lambda(node, refusals);
            case MODEL, METADATA, MODULE -> made(node, refusals);
            case FOREIGN -> refusals.refuse("making a class (" + simple(node.name) + ")", HINT);
        }
        return classFile;
    }

    /** Is told what does not pass, and what to write instead. */
    interface Refusals {
        void refuse(String message, String hint);
    }

    private void lambda(ClassNode node, Refusals refusals) {
        LambdaShell shell = new LambdaShell(node);
        if (!shell.isIntact()) {
            refusals.refuse("a class, a method or a field of one's own", HINT);
        }
        shell.bodies().forEach(body -> {
            new BodyFence(allowed, By.AUTHOR, body, refusals).check();
            odd(body, refusals);
        });
    }

    private void made(ClassNode node, Refusals refusals) {
        for (MethodNode method : node.methods) {
            new BodyFence(allowed, By.ENGINE, method, refusals).check();
            odd(method, refusals);
        }
        node.fields.stream()
                .filter(field -> field.name.startsWith("var_") && !field.name.equals("var_decide"))
                .forEach(field ->
                        refusals.refuse("the global " + field.name.substring(4), "there is one global: decide"));
    }

    private static void odd(MethodNode method, Refusals refusals) {
        if ((method.access & ODD_METHOD) != 0) {
            refusals.refuse("a native or synchronized method", HINT);
        }
        if (!method.tryCatchBlocks.isEmpty()) {
            refusals.refuse("try or synchronized", "leave it out: a rule that fails is named, and the others go on");
        }
    }

    static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
