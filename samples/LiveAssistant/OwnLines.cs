using DouyinIngest.Webcast.Events;
using LiveAssistant.Screen;

namespace LiveAssistant;

/// <summary>
/// Knows the assistant's own lines when they come back as chat: by who said them, once the site told, and until then by what they say. May be called
/// from several threads.
/// </summary>
internal sealed class OwnLines(TimeProvider time)
{
    /// <summary>What everybody has whom the site masks.</summary>
    private const long Masked = 111111;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);
    private readonly Lock _gate = new();
    private readonly List<(string Text, DateTimeOffset Until)> _expected = [];
    private long _self;

    /// <summary>The account's user id, as the site told; 0: not yet.</summary>
    public long Self => Interlocked.Read(ref _self);

    /// <summary>A line is about to be said.</summary>
    public void Expect(string text)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _expected.RemoveAll(e => e.Until < now);
            _expected.Add((SafeText.Of(text), now + Memory));
        }
    }

    /// <summary>It was surely not said.</summary>
    public void Forget(string text) => TryTake(text);

    /// <summary>The site told who said our line.</summary>
    public void Learn(long userId)
    {
        if (userId is > 0 and not Masked)
        {
            Interlocked.Exchange(ref _self, userId);
        }
    }

    /// <summary>Whether a chat line is ours. A line that is told once stands for one that comes back once.</summary>
    public bool IsOwn(ChatEvent chat)
    {
        var said = TryTake(chat.Content);
        return said || (Self > 0 && chat.User?.Id == Self);
    }

    private bool TryTake(string text)
    {
        var line = SafeText.Of(text);
        lock (_gate)
        {
            var at = _expected.FindIndex(e => string.Equals(e.Text, line, StringComparison.Ordinal) && e.Until >= time.GetUtcNow());
            if (at >= 0)
            {
                _expected.RemoveAt(at);
            }

            return at >= 0;
        }
    }
}
