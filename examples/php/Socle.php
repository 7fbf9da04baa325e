<?php

declare(strict_types=1);

require_once __DIR__ . '/Insi.php';

/** The simulator as a test class needs it: its ready file, an espace of its own, the control API. */
final class Socle
{
    /** @var array<string, mixed> the ready file */
    public array $ready;

    public string $espace;

    public function __construct()
    {
        $this->ready = json_decode(file_get_contents(getenv('SOCLE_READY')), true, 512, JSON_THROW_ON_ERROR);
        $this->espace = 'php-' . bin2hex(random_bytes(4));
        $this->control('POST', '/espaces', ['name' => $this->espace]);
    }

    public function close(): void
    {
        $this->control('DELETE', "/espaces/{$this->espace}");
    }

    /** One call of the control API within the espace; what it answered. */
    public function call(string $method, string $path, ?array $body = null): mixed
    {
        return $this->control($method, "/espaces/{$this->espace}$path", $body);
    }

    /** An address of the ready file, within the espace. */
    public function address(string $url): string
    {
        return preg_replace('#^(https?://[^/]+)#', "$1/~{$this->espace}", $url);
    }

    private function control(string $method, string $path, ?array $body = null): mixed
    {
        $control = $this->ready['control'];
        $curl = curl_init($control['url'] . $path);
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_PROXY => '',
            CURLOPT_HTTPHEADER => ["Authorization: Bearer {$control['token']}", 'Content-Type: application/json'],
        ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR)]));
        $answer = curl_exec($curl);
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        if ($answer === false || $status >= 300) {
            throw new RuntimeException("$method $path: $status $answer" . curl_error($curl));
        }
        return $answer === '' ? null : json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    }
}
