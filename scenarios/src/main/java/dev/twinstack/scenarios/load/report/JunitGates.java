package dev.twinstack.scenarios.load.report;

import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Verdicts;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** JUnit XML as CI servers read it: a case for each gate, and one for what is left. */
public final class JunitGates {
    private final XMLStreamWriter xml;

    private JunitGates(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the report; the writer stays open. */
    public static void write(Results results, List<Verdicts.Verdict> verdicts, Writer writer)
            throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
        new JunitGates(xml).suite(results, verdicts);
        xml.close();
    }

    private void suite(Results results, List<Verdicts.Verdict> verdicts) throws XMLStreamException {
        long lost = verdicts.stream()
                .filter(it -> it instanceof Verdicts.Verdict.Lost)
                .count();
        long unchecked = verdicts.stream()
                .filter(it -> it instanceof Verdicts.Verdict.Unchecked)
                .count();
        List<String> left = results.about().left();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", results.about().plan());
        xml.writeAttribute("file", results.about().file());
        xml.writeAttribute("timestamp", results.about().startedAt());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", results.seconds()));
        xml.writeAttribute("tests", Long.toString(verdicts.size() + 1L));
        xml.writeAttribute("failures", Long.toString(lost + (left.isEmpty() ? 0 : 1)));
        xml.writeAttribute("skipped", Long.toString(unchecked));
        for (Verdicts.Verdict verdict : verdicts) {
            switch (verdict) {
                case Verdicts.Verdict.Held _ -> gate(results, verdict.gate().words(), "", "");
                case Verdicts.Verdict.Lost it -> gate(results, it.gate().words(), "failure", it.saw());
                case Verdicts.Verdict.Unchecked it -> gate(results, it.gate().words(), "skipped", it.saw());
            }
        }
        gate(results, "nothing is left", left.isEmpty() ? "" : "failure", String.join(", ", left));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void gate(Results results, String name, String outcome, String message) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "load." + results.about().plan().replace('.', ' '));
        xml.writeAttribute("name", name);
        if (!outcome.isEmpty()) {
            xml.writeEmptyElement(outcome);
            xml.writeAttribute("message", message);
        }
        xml.writeEndElement();
    }
}
