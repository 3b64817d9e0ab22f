using System.Globalization;
using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Screen;

/// <summary>What happens, line by line, where nobody looks at a screen.</summary>
internal sealed class PlainLines(TextWriter output) : IAssistantListener
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public void Heard(ChatEvent chat) => _output.WriteLine($"[{SafeText.Of(chat.User?.Name ?? "")}]: {SafeText.Of(chat.Content)}");

    public void HeardOwn(ChatEvent chat)
    {
        // It was told when it was said.
    }

    public void Given(GiftEvent gift)
    {
        if (gift.Ended)
        {
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SafeText.Of(gift.User?.Name ?? "")} gave {gift.Total} × {SafeText.Of(gift.GiftName)}"));
        }
    }

    public void Said(SaidLine line)
    {
        if (line.IsSent)
        {
            _output.WriteLine($"▶ {SafeText.Of(line.Text)}");
        }
    }

    public void Trouble(string what) => _output.WriteLine($"! {SafeText.Of(what)}");
}
