using System.Buffers;

namespace ToxMail.Core.Net;

/// <summary>One read of raw bytes; when <see cref="ReadStatus.Ready"/> it must be answered by <see cref="LineConnection.AdvanceTo"/>.</summary>
internal readonly record struct BytesRead(ReadStatus Status, ReadOnlySequence<byte> Bytes);
