package dev.twinstack.emulator.kernel;

/**
 * A kind of resource: the name that stands in persistence ids and event names, and the state that is also its view.
 *
 * @param name lower case, one word, never changed once data was written under it
 */
public record ResourceType<S>(String name, Class<S> state) {
    public EntityRef ref(String project, String id) {
        return new EntityRef(project, name, id);
    }
}
