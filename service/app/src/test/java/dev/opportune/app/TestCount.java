package dev.opportune.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Says at the end of a build how many tests of all modules ran. */
public final class TestCount {
    private final DocumentBuilder documents;
    private long ran;
    private long failed;
    private long skipped;

    private TestCount(DocumentBuilder documents) {
        this.documents = documents;
    }

    /** @param arguments the folder with the modules */
    public static void main(String[] arguments) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        TestCount count = new TestCount(factory.newDocumentBuilder());
        for (Path report : reports(Path.of(arguments[0]))) {
            count.add(report);
        }
        System.out.println((count.ran - count.failed - count.skipped) + " passed, " + count.failed + " failed, "
                + count.skipped + " skipped");
    }

    private static List<Path> reports(Path modules) throws IOException {
        try (Stream<Path> files = Files.walk(modules, 4)) {
            return files.filter(file -> file.getParent().endsWith("target/surefire-reports"))
                    .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
    }

    private void add(Path report) throws IOException, SAXException {
        Element suite = documents.parse(report.toFile()).getDocumentElement();
        ran += number(suite, "tests");
        failed += number(suite, "failures") + number(suite, "errors");
        skipped += number(suite, "skipped");
    }

    private static long number(Element suite, String attribute) {
        return Long.parseLong(suite.getAttribute(attribute));
    }
}
