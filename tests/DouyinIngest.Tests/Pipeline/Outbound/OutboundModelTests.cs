using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Pipeline.Outbound;

/// <summary>
/// Several instances on two logs, in random steps: records reach a log late, instances die between any two steps with what they had not written yet, and
/// who owns what is believed by several at once. Whatever happens: no line is said twice, and the first result of each is true.
/// </summary>
public sealed class OutboundModelTests
{
    private static readonly string[] Keys = ["100", "101", "200", "offline", "nobody"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnySteps_NoLineTwice_EachHasOneTrueResult(int seed)
    {
        for (var round = 0; round < 25; round++)
        {
            var world = new World((seed * 1_000) + round);
            world.Run(steps: 600);
            world.Settle();
            world.Check();
        }
    }

    private sealed class World(int seed) : IOutboundRooms
    {
        private readonly Random _random = new(seed);
        private readonly List<OutboundLine> _lines = [];
        private readonly List<(OutboundResult Result, long Appended)> _results = [];
        private readonly Dictionary<LineId, int> _said = [];
        private readonly List<Pod> _pods = [];
        private TimeSpan _now = TimeSpan.FromSeconds(1);
        private int _names;
        private long _epoch;

        private long BrokerNow => 5_000_000 + (long)_now.TotalMilliseconds;

        public OutboundRoom Find(string liveId) => liveId switch
        {
            "offline" => new(OutboundRoomState.Offline),
            "nobody" => new(OutboundRoomState.Unknown),
            _ => new(OutboundRoomState.Live, 42),
        };

        public void Run(int steps)
        {
            Start();
            Start();
            for (var i = 0; i < steps; i++)
            {
                Step();
            }
        }

        /// <summary>One instance is left, owns everything, and nothing goes wrong any more.</summary>
        public void Settle()
        {
            // Whoever lives on may still be in the middle of a line, or be a new one that knows the log only.
            if (_pods.Count == 0 || _random.Next(2) == 0)
            {
                _pods.Clear();
                Start();
            }

            var last = _pods[_random.Next(_pods.Count)];
            _pods.RemoveAll(pod => pod != last);
            Own(last, [0, 1]);
            for (var i = 0; i < 20_000 && (last.Lines < _lines.Count || last.Book.Unanswered > 0 || last.Results < _results.Count); i++)
            {
                Flush(last);
                Answer(last);
                ReadLine(last);
                ReadResult(last);
                Say(last, die: false);
                _now += TimeSpan.FromMilliseconds(200);
                last.Book.Tick(_now);
                Take(last);
            }

            Assert.Equal(0, last.Book.Unanswered);
            Assert.True(last.Book.IsIdle);
        }

        public void Check()
        {
            foreach (var line in _lines)
            {
                var said = _said.GetValueOrDefault(line.Id);
                Assert.InRange(said, 0, 1);

                // As any reader does it: the first result that is final.
                var result = _results.First(r => r.Result.Line == line.Id && r.Result.IsFinal).Result;
                Assert.True(result.State != OutboundState.Sent || said == 1, $"line {line.Id.Offset} is told as sent and was not said");
                Assert.True(result.State != OutboundState.Refused || said == 0, $"line {line.Id.Offset} is told as refused and was said");
                Assert.Equal(OutboundState.Accepted, _results.First(r => r.Result.Line == line.Id).Result.State);
            }
        }

        private void Step()
        {
            var pod = _pods.Count == 0 ? null : _pods[_random.Next(_pods.Count)];
            switch (_random.Next(100))
            {
                case < 8 when _lines.Count < 30:
                    _lines.Add(new OutboundLine(new LineId(_lines.Count, BrokerNow), Keys[_random.Next(Keys.Length)], $"line {_lines.Count}"));
                    break;
                case < 10 when _pods.Count < 4:
                    Start();
                    break;
                case < 13 when pod is not null:
                    // Dies; what its client had not sent yet is lost with it.
                    _pods.Remove(pod);
                    break;
                case < 20 when pod is not null:
                    // Two may believe in the same partition: the second has claimed, the first has not read it yet.
                    Own(pod, [.. Enumerable.Range(0, 2).Where(_ => _random.Next(3) > 0)]);
                    break;
                case < 30 when pod is not null:
                    ReadLine(pod);
                    break;
                case < 50 when pod is not null:
                    ReadResult(pod);
                    break;
                case < 65 when pod is not null:
                    Flush(pod);
                    break;
                case < 75 when pod is not null:
                    Answer(pod);
                    break;
                case < 87 when pod is not null:
                    Say(pod, die: _random.Next(6) == 0);
                    break;
                default:
                    _now += TimeSpan.FromMilliseconds(_random.Next(20) == 0 ? _random.Next(40_000) : _random.Next(2_000));
                    pod?.Book.Tick(_now);
                    break;
            }

            if (pod is not null)
            {
                Take(pod);
            }
        }

        private void Start()
        {
            var name = $"pod-{++_names}";
            _pods.Add(new Pod(new OutboundBook(name, BookRig.Timings, this, static key => key.StartsWith('2') ? 1 : 0)));
        }

        private void Own(Pod pod, int[] partitions) => pod.Book.Owns(partitions.ToDictionary(p => p, _ => ++_epoch), _now);

        private void ReadLine(Pod pod)
        {
            if (pod.Lines < _lines.Count)
            {
                pod.Book.ReadLine(_lines[pod.Lines++], _now);
            }
            else
            {
                pod.Book.LinesReadTo(pod.Lines);
            }
        }

        private void ReadResult(Pod pod)
        {
            if (pod.Results < _results.Count)
            {
                var (result, appended) = _results[pod.Results];
                pod.Book.ReadResult(result, pod.Results++, appended, _now);
            }
            else
            {
                pod.Book.ResultsReadTo(pod.Results, _now);
            }
        }

        private void Flush(Pod pod)
        {
            if (pod.Unwritten.TryDequeue(out var result))
            {
                _results.Add((result, BrokerNow));
            }
        }

        private void Answer(Pod pod)
        {
            if (pod.Questions.TryDequeue(out var question))
            {
                pod.Book.EndIs(question, _results.Count, _now);
            }
        }

        private void Say(Pod pod, bool die)
        {
            if (!pod.Saying.TryDequeue(out var say))
            {
                return;
            }

            var (said, reason) = _random.Next(6) switch
            {
                0 => (false, ChatReason.RateLimited),
                1 => (true, ChatReason.NoAnswer),
                2 => (false, ChatReason.NoAnswer),
                _ => (true, ChatReason.None),
            };
            _said[say.Line] = _said.GetValueOrDefault(say.Line) + (said ? 1 : 0);
            if (die)
            {
                _pods.Remove(pod);
            }
            else
            {
                pod.Book.Said(say.Line, new ChatSendResult(reason, ""), _now);
            }
        }

        private static void Take(Pod pod)
        {
            foreach (var action in pod.Book.TakeActions())
            {
                switch (action)
                {
                    case WriteResult(var result):
                        pod.Unwritten.Enqueue(result);
                        break;
                    case SayLine say:
                        pod.Saying.Enqueue(say);
                        break;
                    case AskResultsEnd(var question):
                        pod.Questions.Enqueue(question);
                        break;
                }
            }
        }

        private sealed class Pod(OutboundBook book)
        {
            public OutboundBook Book { get; } = book;

            public int Lines { get; set; }

            public int Results { get; set; }

            public Queue<OutboundResult> Unwritten { get; } = new();

            public Queue<SayLine> Saying { get; } = new();

            public Queue<int> Questions { get; } = new();
        }
    }
}
