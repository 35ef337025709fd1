package dev.opportune.authoring.drl;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** Where the parts of a pattern stand: the parser knows the beginnings of the largest ones only. */
public final class Patterns {
    private Patterns() {}

    /** Where the name of the fact stands, after what it may be bound to. */
    public static Place ofType(DrlFile file, PatternDescr pattern) {
        String type = String.valueOf(pattern.getObjectType());
        int start = pattern.getStartCharacter();
        int end = Math.min(pattern.getEndCharacter() + 1, file.text().length());
        if (start < 0 || end <= start) {
            return file.place(pattern);
        }
        String simple = type.substring(type.lastIndexOf('.') + 1);
        for (Token token : Tokens.of(file.text().substring(start, end))) {
            if (token.is("(")) {
                break;
            }
            if (token.is(simple)) {
                return file.place(start + token.start() - (type.length() - simple.length()));
            }
        }
        return file.place(pattern);
    }

    /** Where a word of a constraint stands; the constraint itself, or what it is in, where that cannot be told. */
    public static Place ofToken(DrlFile file, BaseDescr whole, ExprConstraintDescr constraint, Token token) {
        int start = constraint.getStartCharacter();
        return start >= 0 && file.text().startsWith(constraint.getExpression(), start)
                ? file.place(start + token.start())
                : file.place(start >= 0 ? constraint : whole);
    }

    /** Where a function is called in something; the beginning of that where it cannot be found. */
    public static Place ofCall(DrlFile file, BaseDescr whole, String function) {
        int start = whole.getStartCharacter();
        if (start < 0 || start > file.text().length()) {
            return file.place(whole);
        }
        List<Token> tokens = Tokens.of(file.text().substring(start));
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(function) && tokens.get(i + 1).is("(")) {
                return file.place(start + tokens.get(i).start());
            }
        }
        return file.place(whole);
    }
}
