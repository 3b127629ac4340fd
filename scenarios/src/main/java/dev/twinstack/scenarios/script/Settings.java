package dev.twinstack.scenarios.script;

import java.util.List;
import java.util.Map;

/**
 * What a phrase asks of its settings. One implementation reads them from a script, another writes down what was asked
 * for, which becomes the schema: the two cannot disagree about a phrase.
 */
interface Settings {

    Text text(String key);

    Text required(String key);

    /** A name given by an earlier step, or an id. */
    Text thing(String key);

    Text optionalThing(String key);

    /** One or a list; none when left out. */
    List<Text> things(String key);

    /** An end of a flow: a thing, an address, or {@code internet}. */
    Text end(String key);

    /** One or a list; none when left out. */
    List<Text> texts(String key);

    Switch onOff(String key);

    /** {@return the constant written, or {@code otherwise} when the key is left out} */
    <T> T one(String key, Map<String, T> choices, T otherwise);

    /** {@return which of two keys is given; it is an error to give both, or none} */
    String either(String first, String second);

    Body body(String key);

    /** Names with texts. */
    Map<String, Text> map(String key);

    /** {@return a number, or zero when the key is left out} */
    int number(String key, int least, int most);

    /** One or a list, each as {@link Service} has it; none when left out. */
    List<Service> services(String key);

    default IpType type(String key) {
        return one(key, Map.of("IPv4", IpType.IPV4, "IPv6", IpType.IPV6), IpType.IPV4);
    }
}
