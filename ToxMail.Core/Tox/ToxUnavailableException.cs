namespace ToxMail.Core.Tox;

/// <summary>The Tox engine cannot start; the message tells the user what to do.</summary>
public class ToxUnavailableException(string message) : Exception(message);
