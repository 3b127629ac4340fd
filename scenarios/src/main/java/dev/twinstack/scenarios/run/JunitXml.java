package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.assertion.Verdict;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** JUnit XML as CI servers read it: a suite for each script, a case for each step. */
final class JunitXml {
    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the report; the writer stays open. */
    static void write(List<ScriptResult> results, Writer writer) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
        new JunitXml(xml).suites(results);
        xml.close();
    }

    private void suites(List<ScriptResult> results) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        for (ScriptResult result : results) {
            suite(result);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(ScriptResult result) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", result.script().title());
        attribute("tests", result.steps().size());
        attribute("failures", result.count(Verdict.Failed.class));
        attribute("errors", result.count(Verdict.CouldNotRun.class));
        attribute("skipped", result.count(Verdict.Skipped.class));
        attribute("time", seconds(result.millis()));
        attribute("file", result.script().file());
        for (StepResult step : result.steps()) {
            testcase(result, step);
        }
        xml.writeEndElement();
    }

    private void testcase(ScriptResult script, StepResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", result.step().where().line() + " " + result.words());
        attribute("classname", script.script().shortName());
        attribute("file", result.step().where().file());
        attribute("line", result.step().where().line());
        attribute("time", seconds(result.millis()));
        switch (result.verdict()) {
            case Verdict.Held _ -> {}
            case Verdict.Skipped it -> {
                xml.writeEmptyElement("skipped");
                attribute("message", it.why());
            }
            case Verdict.Failed it -> outcome("failure", String.join("; ", it.complaints()), result);
            case Verdict.CouldNotRun it -> outcome("error", it.why(), result);
        }
        xml.writeEndElement();
    }

    private void outcome(String element, String message, StepResult result) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", message);
        xml.writeCharacters(allowed(result.story()));
        xml.writeEndElement();
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(String.valueOf(value)));
    }

    /** XML 1.0 has no way to write most control characters, so they are shown as question marks. */
    private static String allowed(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c < 0xD800
                                || c > 0xDFFF && c < 0xFFFE
                                || c > 0xFFFF
                        ? c
                        : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
