using DouyinIngest.Webcast.Events;

namespace LiveAssistant;

/// <summary>Hears what the assistant hears and does; a screen, a test. Called from several threads; must be fast and not throw.</summary>
internal interface IAssistantListener
{
    /// <summary>Somebody said something.</summary>
    void Heard(ChatEvent chat);

    /// <summary>A line of the assistant's stands in the room.</summary>
    void HeardOwn(ChatEvent chat);

    /// <summary>A gift, or progress of a combo.</summary>
    void Given(GiftEvent gift);

    /// <summary>A line was tried.</summary>
    void Said(SaidLine line);

    /// <summary>Something went wrong; one line for a person.</summary>
    void Trouble(string what);
}
