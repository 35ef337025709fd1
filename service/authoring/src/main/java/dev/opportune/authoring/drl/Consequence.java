package dev.opportune.authoring.drl;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.opportune.authoring.Place;
import java.util.Optional;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * What a rule does.
 *
 * @param start where its code starts in the file, in characters
 */
public record Consequence(DrlFile file, String code, int start) {
    public static Consequence of(DrlFile file, RuleDescr rule) {
        return new Consequence(file, String.valueOf(rule.getConsequence()), file.consequenceStart(rule));
    }

    /** The code, in the braces that make a block of it. */
    ParseResult<BlockStmt> parse() {
        return new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17))
                .parseBlock("{" + code + "}");
    }

    /** The block; empty where it is not understood. */
    public Optional<BlockStmt> block() {
        ParseResult<BlockStmt> parsed = parse();
        return parsed.isSuccessful() ? parsed.getResult() : Optional.empty();
    }

    public Place place(Node node) {
        return node.getBegin().map(this::place).orElseGet(() -> file.place(start));
    }

    /** The parser counts from the brace that was put before the code. */
    public Place place(Position position) {
        int offset = 0;
        for (int line = 1; line < position.line; line++) {
            offset = code.indexOf('\n', offset) + 1;
        }
        int column = position.line == 1 ? position.column - 2 : position.column - 1;
        return file.place(start + offset + Math.max(column, 0));
    }
}
