namespace ToxMail.Core.Tox;

/// <summary>Another program holds the port that is set: a later start may go well.</summary>
public sealed class ToxPortTakenException(string message) : ToxUnavailableException(message);
