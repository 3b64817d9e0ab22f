using System.Text;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// Whether a session that was opened with a cursor goes on without a hole. It does when an event that we remember, or a frame at or
/// below (or directly behind) the last that we have, is among its first frames; else there is a hole up to the first new event. Pure; one caller at a time.
/// </summary>
internal sealed class ResumeCheck
{
    /// <summary>So many frames with new events, and nothing that we know: a hole.</summary>
    public const int FirstFrames = 4;

    private bool _open;
    private byte[] _cursor = [];
    private long _position;
    private long _since;
    private double _rate;
    private int _newFrames;
    private long _firstNew;
    private bool _isNew;
    private bool _anew;

    /// <summary>A session was opened with a cursor. A check that is still open is dropped: nothing new came before.</summary>
    /// <param name="cursor">Behind the last frame that was received.</param>
    /// <param name="since">The upstream's clock in that frame, milliseconds since the Unix epoch.</param>
    /// <param name="eventsPerSecond">Over the minute before that frame.</param>
    public void Begin(string cursor, long since, double eventsPerSecond)
    {
        _cursor = Encoding.UTF8.GetBytes(cursor);
        _position = FramePosition.Number(_cursor);
        _since = since;
        _rate = eventsPerSecond;
        _newFrames = 0;
        _firstNew = 0;
        _isNew = false;
        _anew = false;
        _open = true;
    }

    /// <summary>A frame begins whose cursor is this.</summary>
    /// <param name="cursor">Empty: it has none.</param>
    /// <param name="link">What the session knows of its place: an answer that follows what was asked closes the check, and one that began anew is judged by itself.</param>
    public void Frame(ReadOnlySpan<byte> cursor, MessageLink link = MessageLink.Unknown)
    {
        if (!_open)
        {
            return;
        }

        _isNew = false;
        _anew |= link == MessageLink.Anew;
        if (link == MessageLink.Follows && !_anew)
        {
            Remembered();
            return;
        }

        var number = _position == 0 ? 0 : FramePosition.Number(cursor);
        if (cursor.SequenceEqual(_cursor) || (number != 0 && number - 1 <= _position))
        {
            Remembered();
        }
    }

    /// <summary>A frame came that is still on its way from before. Once something new came it may be of this session.</summary>
    public void Redelivered()
    {
        if (_newFrames == 0)
        {
            Remembered();
        }
    }

    /// <summary>An event came, or a frame, that we had before this session.</summary>
    public void Remembered() => _open = false;

    /// <summary>An event came that we did not have.</summary>
    /// <param name="serverTime">The upstream's clock in its frame, milliseconds since the Unix epoch.</param>
    public void New(long serverTime)
    {
        if (_open && !_isNew)
        {
            _isNew = true;
            _newFrames++;
            _firstNew = _firstNew == 0 ? serverTime : _firstNew;
        }
    }

    /// <summary>The frame ends; the hole, once it is certain.</summary>
    public Hole? EndFrame() => _open && _newFrames >= (_anew ? 1 : FirstFrames) ? End() : null;

    /// <summary>The session ends; the hole, when something new came and nothing that we know: the next session goes on behind it.</summary>
    public Hole? End()
    {
        if (!_open)
        {
            return null;
        }

        _open = false;
        return _newFrames == 0 ? null : Hole.Between(_since, _firstNew, _rate);
    }
}
