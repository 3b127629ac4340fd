package dev.twinstack.scenarios.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.picture.TracePicture.Format;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TracePictureTest {
    private static final String LONG =
            "No rule of firewall wall with a very long name allows IPv6 tcp 443 from the Internet to "
                    + "2001:db8:0000:0000:0000:0000:0000:0001 into subnet front, so its default rule denies it. "
                    + "f".repeat(200);

    private static JsonNode trace(String text, String more) {
        return Json.read(("{'reachable':false,'verdict':'unreachable','disposition':'DENIED_BY_FIREWALL',"
                        + "'flow':{'from':{'type':'internet','id':'internet','name':'the Internet'},"
                        + "'to':{'type':'server','id':'s1','name':'web <1> & \\\"co\\\"'},'family':6,'protocol':'tcp','port':443},"
                        + "'hops':[{'node':{'type':'internet','id':'internet','name':'the Internet'},'steps':["
                        + "{'action':'send','allowed':true,'text':'It sends.','rule':null,'cites':[]}]},"
                        + "{'node':{'type':'subnet','id':'n1','name':'" + "front".repeat(30) + "'},'steps':["
                        + "{'action':'forward','allowed':true,'text':'Taken on.','rule':{'id':'r','text':'r'},'cites':['RT-08']},"
                        + "{'action':'filter','allowed':false,'text':'" + text
                        + "','rule':{'id':'','text':''},'cites':['ACL-02','ACL-09']}]}]," + more
                        + "'complete':true}")
                .replace('\'', '"'));
    }

    private static final String BLOCKERS =
            "'blockers':[{'code':'DENIED_BY_FIREWALL','text':'first','node':{'type':'subnet','id':'n1','name':'front'}},"
                    + "{'code':'SERVER_STOPPED','text':'The server web is not running.','node':{'type':'server','id':'s1','name':'web'}}],"
                    + "'remedies':[{'text':'Start server s1.'},{'text':'Insert first: " + "a rule ".repeat(40) + "'}],";

    private static Document svg(JsonNode trace) throws Exception {
        byte[] drawn = TracePicture.of(trace, Format.SVG).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(drawn));
    }

    private static java.util.stream.Stream<Element> elements(Document document, String name) {
        NodeList all = document.getElementsByTagName(name);
        return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
    }

    @Test
    void tellsThePathTheBlockerAndTheRest() throws Exception {
        String words = svg(trace(LONG, BLOCKERS)).getDocumentElement().getTextContent();
        assertThat(words)
                .contains("the Internet → web <1> & \"co\"", "IPv6", "tcp 443", "unreachable", "DENIED_BY_FIREWALL")
                .contains("No rule of firewall wall", "ACL-02 ACL-09", "server web <1> & \"co\" is not reached")
                .contains("Also in the way", "SERVER_STOPPED", "To let it through", "Start server s1.")
                .doesNotContain("Taken on.");
    }

    @Test
    void nothingLeavesTheSheetHoweverLongItIs() throws Exception {
        Document svg = svg(trace(LONG, BLOCKERS));
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        assertThat(elements(svg, "text")).hasSizeGreaterThan(15).allSatisfy(text -> {
            double size = text.getAttribute("class").equals("title") ? 20 : 13;
            double drawn = Lettering.width(text.getTextContent(), size);
            double x = Double.parseDouble(text.getAttribute("x"));
            double left = text.getAttribute("text-anchor").equals("middle") ? x - drawn / 2 : x;
            assertThat(left).isPositive();
            assertThat(left + drawn).as(text.getTextContent()).isLessThan(width);
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(10.0, height - 10);
        });
        assertThat(elements(svg, "rect")).allSatisfy(box -> {
            double bottom = Double.parseDouble(box.getAttribute("height"))
                    + (box.getAttribute("y").isEmpty() ? 0 : Double.parseDouble(box.getAttribute("y")));
            assertThat(bottom).isLessThanOrEqualTo(height);
        });
    }

    @Test
    void theBlockerIsTheOnlyRedCard() throws Exception {
        Document svg = svg(trace("Denied.", ""));
        assertThat(elements(svg, "rect").map(box -> box.getAttribute("class")))
                .containsOnlyOnce("card bad")
                .containsOnlyOnce("card ahead")
                .containsOnlyOnce("card");
    }

    @Test
    void mermaidNamesHopsAndQuotesWhatItWouldRead() {
        String chart = TracePicture.of(trace("Denied; #1 <b>", BLOCKERS), Format.MERMAID);
        assertThat(chart)
                .startsWith("flowchart TD\n")
                .contains("h0[\"<b>the Internet</b>")
                .contains("h0 -->|\"IPv6 tcp 443\"| h1")
                .contains("<b>DENIED_BY_FIREWALL</b><br/>Denied; #35;1 #lt;b#gt;<br/><i>ACL-02 ACL-09</i>\"]:::blocked")
                .contains("ahead[\"server web #lt;1#gt; #amp; #quot;co#quot;\"]:::ahead")
                .contains("x0[\"<b>SERVER_STOPPED</b>");
    }

    @Test
    void theAnswersAndTheLimitAreToldWhereTheTraceHasThem() throws Exception {
        JsonNode trace = trace(
                "It arrives.",
                "'limit':{'mbits':5},'back':[{'node':{'type':'vpc','id':'v','name':'shop'},'steps':["
                        + "{'action':'stop','allowed':false,'text':'No way home.','cites':['PEER-09']}]}],");
        assertThat(svg(trace).getDocumentElement().getTextContent())
                .contains("5 Mbit/s", "The answers", "VPC", "shop", "No way home.", "the Internet is not reached");
        assertThat(TracePicture.of(trace, Format.MERMAID))
                .contains("h1 -.->|\"answers\"| h2", "No way home.", "h2 -.-x ahead");
    }

    @Test
    void theEndingOfTheNameChooses(@TempDir Path folder) throws Exception {
        assertThat(Format.of(Path.of("a/Path.SVG"))).contains(Format.SVG);
        assertThat(Format.of(Path.of("path.mmd"))).contains(Format.MERMAID);
        assertThat(Format.of(Path.of("path.png"))).isEmpty();
        assertThat(Format.of(Path.of("svg"))).isEmpty();
        assertThat(Format.endings()).isEqualTo(".svg or .mmd");
        Path file = folder.resolve("path.mmd");
        TracePicture.write(trace("Denied.", ""), Format.MERMAID, file);
        assertThat(file).content().startsWith("flowchart");
    }

    @Test
    void linesBreakBetweenWordsAndOnlyThenWithin() {
        assertThat(Lettering.lines("one two three", 10, 60)).containsExactly("one two", "three");
        assertThat(Lettering.lines("a" + "b".repeat(30), 10, 60)).allMatch(line -> Lettering.width(line, 10) <= 60);
        assertThat(String.join("", Lettering.lines("x".repeat(99), 13, 50))).isEqualTo("x".repeat(99));
        assertThat(Lettering.lines("", 13, 50)).containsExactly("");
    }
}
